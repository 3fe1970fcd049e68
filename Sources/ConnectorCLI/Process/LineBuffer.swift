/// What came on standard input.
enum InputLine: Hashable, Sendable {
    case text(String)
    /// A line that was longer than any instruction, and was dropped.
    case tooLong
}

/// Cuts bytes into lines, of which it keeps no more than a limit.
struct LineBuffer {
    static let maximumLength = 1024

    private var lines: ArraySlice<InputLine> = []
    private var rest: [UInt8] = []
    private var isTooLong = false

    mutating func append(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                endLine()
            } else if rest.count < Self.maximumLength {
                rest.append(byte)
            } else {
                isTooLong = true
            }
        }
    }

    /// Makes a line of what is left when nothing more comes.
    mutating func end() {
        if !rest.isEmpty { endLine() }
    }

    mutating func next() -> InputLine? { lines.popFirst() }

    private mutating func endLine() {
        lines.append(isTooLong ? .tooLong : .text(String(decoding: rest, as: UTF8.self)))
        (rest, isTooLong) = ([], false)
    }
}
