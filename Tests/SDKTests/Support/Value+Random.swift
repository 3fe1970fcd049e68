import TestSupport

@testable import AerospikeSDK

extension Value {
    /// A value of any kind, nested no deeper than asked.
    static func random(depth: Int = 4, using generator: inout SeededGenerator) -> Value {
        switch Int.random(in: 0..<(depth > 0 ? 13 : 10), using: &generator) {
        case 0: .null
        case 1: .integer(.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator))
        case 2: .double(.random(in: -1e9...1e9, using: &generator))
        case 3: .boolean(.random(using: &generator))
        case 4: .string(.random(using: &generator))
        case 5: .blob(.random(using: &generator))
        case 6: .geoJSON(.random(using: &generator))
        case 7: .hyperLogLog(.random(using: &generator))
        case 8: .unknown(.unsigned(.random(in: (1 << 63) ... .max, using: &generator)))
        case 9:
            .unknown(.messagePackExtension(.random(in: .min ... .max, using: &generator), .random(using: &generator)))
        case 10: .list(list(depth: depth, using: &generator))
        default: .map(map(depth: depth, using: &generator))
        }
    }

    private static func list(depth: Int, using generator: inout SeededGenerator) -> ListValue {
        let elements = (0..<few(below: 20, using: &generator)).map { _ in random(depth: depth - 1, using: &generator)
        }
        return ListValue(elements, order: [.unordered, .ordered].randomElement(using: &generator) ?? .unordered)
    }

    private static func map(depth: Int, using generator: inout SeededGenerator) -> MapValue {
        let orders: [MapValue.Order] = [.unordered, .keyOrdered, .keyValueOrdered, MapValue.Order(rawValue: 8)]
        var map = MapValue(order: orders.randomElement(using: &generator) ?? .unordered)
        for _ in 0..<few(below: 20, using: &generator) {
            map[random(depth: depth - 1, using: &generator)] = random(depth: depth - 1, using: &generator)
        }
        return map
    }
}

extension Value {
    /// The value with every ordered list in order; maps are equal in whatever order their entries stand.
    var asServersKeepIt: Value {
        switch self {
        case .list(let list):
            let elements = list.elements.map(\.asServersKeepIt)
            return .list(ListValue(ListValue(elements, order: list.order).inServerOrder, order: list.order))
        case .map(let map):
            let entries = map.entries.map {
                MapValue.Entry(key: $0.key.asServersKeepIt, value: $0.value.asServersKeepIt)
            }
            return .map(MapValue(entries: entries, order: map.order))
        default: return self
        }
    }
}

extension String {
    static func random(using generator: inout SeededGenerator) -> String {
        let scalars = (0..<few(below: 300, using: &generator)).map { _ in
            Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &generator)) ?? "x"
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension [UInt8] {
    static func random(using generator: inout SeededGenerator) -> [UInt8] {
        (0..<few(below: 300, using: &generator)).map { _ in .random(in: 0 ... .max, using: &generator) }
    }
}

/// Mostly few, seldom so many that a longer header is needed.
private func few(below limit: Int, using generator: inout SeededGenerator) -> Int {
    .random(in: 0..<(Int.random(in: 0..<20, using: &generator) == 0 ? limit : 6), using: &generator)
}
