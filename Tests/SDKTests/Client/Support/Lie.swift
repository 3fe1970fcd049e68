import Testing

@testable import AerospikeSDK

/// Bytes that are no answer, and what is wrong with them.
struct Lie: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let code: AerospikeError.Code

    private init(_ what: String, _ bytes: [UInt8], code: AerospikeError.Code = .protocolViolation) {
        testDescription = what
        self.bytes = bytes
        self.code = code
    }

    private static let answer = frame([
        Message(MessageHeader(generation: 1), operations: [MessageOperation(.read, bin: "a", value: 1)])
    ])

    /// Lies about one record.
    static let all = [
        Lie("another version", answer.replacing(0, by: 9), code: .foreignProtocol),
        Lie("a frame of info", answer.replacing(1, by: 1)),
        Lie("a frame of another type", answer.replacing(1, by: 9)),
        Lie("a terabyte", answer.replacing(2, by: 1)),
        Lie("an empty frame", [2, 3, 0, 0, 0, 0, 0, 0]),
        Lie("a frame that is too short for its header", [2, 3, 0, 0, 0, 0, 0, 5, 22, 0, 0, 0, 0]),
        Lie("a frame that is too short for its operation", Array(answer.dropLast(3)).replacing(7, by: 22 + 17 - 3)),
        Lie("a header of 21 bytes", answer.replacing(8, by: 21)),
        Lie("65,535 fields", answer.replacing(8 + 18, by: 0xFF).replacing(8 + 19, by: 0xFF)),
        Lie("65,535 operations", answer.replacing(8 + 20, by: 0xFF).replacing(8 + 21, by: 0xFF)),
        Lie("an operation of four gigabytes", answer.replacing(8 + 22, by: 0xFF)),
        Lie("an operation without room for its own head", answer.replacing(8 + 22 + 3, by: 2)),
        Lie("a bin name longer than its operation", answer.replacing(8 + 22 + 7, by: 0xFF)),
        Lie("a list that announces four thousand million elements", list([0xDD, 0xFF, 0xFF, 0xFF, 0xFF])),
        Lie("a map that announces four thousand million entries", list([0xDF, 0xFF, 0xFF, 0xFF, 0xFF])),
        Lie("lists a hundred thousand deep", list([UInt8](repeating: 0x91, count: 100_000) + [0xC0])),
        Lie("a list with something behind it", list([0x90, 0x90])),
        Lie("bytes behind the message", trailing),
    ]

    /// Rows that are no records of a query.
    static let rows = [
        Lie("a row without a digest", frame([Message(MessageHeader(generation: 1))])),
        Lie("a digest of 19 bytes", row([MessageField(.digest, [UInt8](repeating: 1, count: 19))])),
        Lie("partition 4096 is done", frame([Message(MessageHeader(info3: .partitionDone, generation: 4096))])),
        Lie("partition 65,536 is done", frame([Message(MessageHeader(info3: .partitionDone, generation: 65_536))])),
        Lie("a set that is no text", row([MessageField(.setName, [0xFF])])),
        Lie(
            "a row behind the end",
            frame([Message(MessageHeader(info3: .last)), Message(MessageHeader(generation: 1))])),
    ]

    private static func row(_ fields: [MessageField]) -> [UInt8] {
        frame([Message(MessageHeader(generation: 1), fields: fields)])
    }

    private static func list(_ content: [UInt8]) -> [UInt8] {
        let operation = MessageOperation(.read, bin: "l", value: .unknown(.particle(.list, content)))
        return frame([Message(MessageHeader(generation: 1), operations: [operation])])
    }

    private static let trailing = answer.replacing(7, by: answer[7] + 3) + [1, 2, 3]
}

extension [UInt8] {
    func replacing(_ index: Int, by byte: UInt8) -> [UInt8] {
        var copy = self
        copy[index] = byte
        return copy
    }
}
