import AerospikeSDK
import TestSupport

/// A struct with properties of all that is usual.
struct Everything: Codable, Equatable {
    struct Part: Codable, Equatable, Hashable {
        var label: String
        var weight: Float?
        var sizes: [UInt16]
    }

    enum Choice: Codable, Equatable {
        case none
        case one(Int8)
        case named(part: Part, others: [Part])
    }

    enum Grade: Int16, Codable, CaseIterable {
        case low = -3
        case high = 9
    }

    var flag: Bool
    var small: Int8
    var wide: UInt64
    var widest: Int128
    var ratio: Double
    var name: String
    var note: String?
    var blob: [UInt8]
    var blobs: [[UInt8]]
    var grade: Grade
    var choice: Choice
    var parts: [Part]
    var maybe: [Part?]
    var byNumber: [Int32: Part]
    var byName: [String: [Bool]]
    var byBytes: [[UInt8]: Int]
    var set: Set<String>
    var value: Value
    var map: MapValue
    var list: ListValue
}

extension Everything {
    static func random(using generator: inout SeededGenerator) -> Everything {
        var part: Part { .random(using: &generator) }
        var text: String { .random(using: &generator) }
        var bytes: [UInt8] { .random(using: &generator) }
        func several<Element>(_ element: () -> Element) -> [Element] {
            (0..<Int.random(in: 0..<4, using: &generator)).map { _ in element() }
        }
        var value: Value {
            Value.random(depth: 2, using: &generator).asServersKeepIt
        }
        return Everything(
            flag: .random(using: &generator), small: .random(in: .min ... .max, using: &generator),
            wide: .random(in: 0...UInt64(Int64.max), using: &generator),
            widest: Int128(Int64.random(in: .min ... .max, using: &generator)),
            ratio: .random(in: -1...1, using: &generator), name: text,
            note: Bool.random(using: &generator) ? text : nil, blob: bytes, blobs: several { bytes },
            grade: Grade.allCases.randomElement(using: &generator) ?? .low,
            choice: .random(using: &generator), parts: several { part },
            maybe: several { Bool.random(using: &generator) ? part : nil },
            byNumber: Dictionary(several { (Int32(part.sizes.count), part) }, uniquingKeysWith: { one, _ in one }),
            byName: Dictionary(several { (text, several { true }) }, uniquingKeysWith: { one, _ in one }),
            byBytes: Dictionary(several { (bytes, 7) }, uniquingKeysWith: { one, _ in one }),
            set: Set(several { text }), value: [value],
            map: MapValue(entries: several { .init(key: .string(text), value: value) }, order: .keyOrdered),
            list: ListValue(several { value }))
    }
}

extension Everything.Part {
    static func random(using generator: inout SeededGenerator) -> Everything.Part {
        Everything.Part(
            label: .random(using: &generator),
            weight: Bool.random(using: &generator) ? .random(in: -1...1, using: &generator) : nil,
            sizes: (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
                .random(in: .min ... .max, using: &generator)
            })
    }
}

extension Everything.Choice {
    static func random(using generator: inout SeededGenerator) -> Everything.Choice {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: .none
        case 1: .one(.random(in: .min ... .max, using: &generator))
        default: .named(part: .random(using: &generator), others: [.random(using: &generator)])
        }
    }
}
