import TestSupport

/// A type whose shape is drawn at random: every case keeps something else, in the way that Swift makes up for it.
indirect enum RandomShape: Codable, Equatable, Sendable {
    case integer(Int64)
    case small(UInt8?)
    case number(Double)
    case truth(Bool)
    case text(String)
    case bytes([UInt8])
    case list([RandomShape])
    case optionals([RandomShape?])
    case named([String: RandomShape])
    case numbered([Int: RandomShape])
    case both(left: RandomShape, right: RandomShape)

    static func random(depth: Int, using generator: inout SeededGenerator) -> RandomShape {
        func several() -> [RandomShape] {
            (0..<Int.random(in: 0..<4, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
        }
        return switch Int.random(in: 0..<(depth > 0 ? 11 : 6), using: &generator) {
        case 0: .integer(.random(in: .min ... .max, using: &generator))
        case 1: .small(Bool.random(using: &generator) ? 255 : nil)
        case 2: .number(.random(in: -1e9...1e9, using: &generator))
        case 3: .truth(.random(using: &generator))
        case 4: .text(String(UInt64.random(in: 0 ... .max, using: &generator), radix: 36) + "ü👋🏽")
        case 5: .bytes((0..<9).map { _ in .random(in: 0 ... .max, using: &generator) })
        case 6: .list(several())
        case 7: .optionals(several() + [nil])
        case 8: .named(Dictionary(several().enumerated().map { ("\($0)", $1) }, uniquingKeysWith: { one, _ in one }))
        case 9: .numbered(Dictionary(several().enumerated().map { ($0, $1) }, uniquingKeysWith: { one, _ in one }))
        default:
            .both(
                left: random(depth: depth - 1, using: &generator), right: random(depth: depth - 1, using: &generator))
        }
    }
}
