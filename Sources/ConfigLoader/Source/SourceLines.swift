/// The lines of a profile, for showing where a problem is; made only when there is one.
///
/// Lines end where libyaml ends them: at a line feed, a carriage return, both, or one of Unicode's three separators.
struct SourceLines {
    private let bytes: [UInt8]
    private let ranges: [Range<Int>]

    init(_ bytes: [UInt8]) {
        var ranges: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let length = Self.lineBreakLength(in: bytes, at: index)
            if length > 0 {
                ranges.append(start..<index)
                start = index + length
            }
            index += max(length, 1)
        }
        ranges.append(start..<bytes.count)
        self.bytes = bytes
        self.ranges = ranges
    }

    /// How many lines there are, the one after the last line break included.
    var count: Int { ranges.count }

    /// The characters of a line that counts from 1, without its line break; empty when there is no such line.
    func scalars(of line: Int) -> [Unicode.Scalar] {
        guard line >= 1, line <= ranges.count else { return [] }
        return Array(String(decoding: bytes[ranges[line - 1]], as: UTF8.self).unicodeScalars)
    }

    /// The place of a byte, for what libyaml locates by bytes.
    func position(ofByte offset: Int) -> SourcePosition {
        let line = ranges.firstIndex { offset <= $0.upperBound } ?? ranges.count - 1
        let before = bytes[ranges[line].lowerBound..<max(ranges[line].lowerBound, min(offset, bytes.count))]
        let column = String(decoding: before, as: UTF8.self).unicodeScalars.count
        return SourcePosition(line: UInt32(line + 1), column: UInt32(column + 1))
    }

    /// The length of the line break at an index, or 0.
    private static func lineBreakLength(in bytes: [UInt8], at index: Int) -> Int {
        func next(_ distance: Int) -> UInt8? { index + distance < bytes.count ? bytes[index + distance] : nil }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return next(1) == 0x0A ? 2 : 1
        case 0xC2: return next(1) == 0x85 ? 2 : 0
        case 0xE2: return next(1) == 0x80 && (next(2) == 0xA8 || next(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}
