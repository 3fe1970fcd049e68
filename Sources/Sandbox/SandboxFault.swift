public import AerospikeSDK

/// A way in which a node of a sandbox goes wrong on purpose.
public struct SandboxFault: Hashable, Sendable {
    /// Which answers a fault spoils.
    public enum Target: Hashable, Sendable {
        /// Answers to info requests.
        case info
        /// Answers to logins.
        case login
        /// Answers to commands on records, batches and queries.
        case command
        /// All answers.
        case everything
    }

    /// What becomes of the answer.
    enum Effect: Hashable, Sendable {
        case wrongVersion, hugeLength, lyingFieldCount, truncatedOperation, deepNesting, trailingBytes
        case half, closed, silence, noise
        case resultCode(UInt8)
    }

    let effect: Effect

    /// The frame's first byte is not the protocol's version.
    public static let wrongVersion = SandboxFault(effect: .wrongVersion)
    /// The frame announces a terabyte.
    public static let hugeLength = SandboxFault(effect: .hugeLength)
    /// The message announces 65,535 fields and has none.
    public static let lyingFieldCount = SandboxFault(effect: .lyingFieldCount)
    /// The message's operation announces more bytes than there are.
    public static let truncatedOperation = SandboxFault(effect: .truncatedOperation)
    /// The message holds a list of lists, a hundred thousand deep.
    public static let deepNesting = SandboxFault(effect: .deepNesting)
    /// Bytes that belong to nothing follow the message within its frame.
    public static let trailingBytes = SandboxFault(effect: .trailingBytes)
    /// The connection is closed after half of the answer.
    public static let halfAnAnswer = SandboxFault(effect: .half)
    /// In place of the answer come bytes that are none of the protocol's.
    public static let noise = SandboxFault(effect: .noise)
    /// The command is carried out, but the connection is closed instead of an answer.
    public static let closedConnection = SandboxFault(effect: .closed)
    /// The command is carried out, but never answered.
    public static let silence = SandboxFault(effect: .silence)

    /// The command is not carried out but answered with a result code, such as 18 for an overloaded device.
    public static func resultCode(_ code: ResultCode) -> SandboxFault {
        SandboxFault(effect: .resultCode(code.rawValue))
    }
}

extension SandboxFault {
    /// What is sent in place of an answer.
    ///
    /// - Returns: The bytes, and whether the connection is closed after them.
    func spoil(_ answer: [UInt8]) -> (bytes: [UInt8], closes: Bool) {
        switch effect {
        case .wrongVersion: (replacing(answer, 0, by: 9), false)
        case .hugeLength: (replacing(answer, 2, by: 1), false)
        case .lyingFieldCount: (Self.message(fieldCount: .max), false)
        case .truncatedOperation: (Self.message(operation: [0, 0, 16, 0, 1, 3, 0, 1, 0x61]), false)
        case .deepNesting: (Self.message(operation: Self.nestedOperation), false)
        case .trailingBytes: (Self.trailing(answer), false)
        case .half: (Array(answer.prefix(answer.count / 2)), true)
        case .closed: ([], true)
        case .silence: ([], false)
        case .noise: (Self.noiseBytes, false)
        case .resultCode(let code): (Self.message(resultCode: code), false)
        }
    }

    private static let noiseBytes: [UInt8] = (0..<64).map { UInt8(truncatingIfNeeded: 0xA5 &+ $0 &* 97) }

    private func replacing(_ answer: [UInt8], _ index: Int, by byte: UInt8) -> [UInt8] {
        var answer = answer
        if answer.indices.contains(index) { answer[index] = byte }
        return answer
    }

    private static func message(
        resultCode: UInt8 = 0,
        fieldCount: UInt16 = 0,
        operation: [UInt8]? = nil
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.frame(.message) { writer in
            MessageHeader(
                info3: resultCode == 0 ? [] : .last,
                resultCode: ResultCode(rawValue: resultCode),
                fieldCount: fieldCount,
                operationCount: operation == nil ? 0 : 1
            ).write(to: &writer)
            writer.append(operation ?? [])
        }
        return writer.bytes
    }

    private static let nestedOperation: [UInt8] = {
        let depth = 100_000
        var writer = ByteWriter(capacity: depth + 16)
        writer.prefixedByLength { writer in
            writer.append([OperationType.read.rawValue, ParticleType.list.rawValue, 0, 1, UInt8(ascii: "l")])
            writer.append(repeatElement(0x91, count: depth))
            writer.uint8(0xC0)
        }
        return writer.bytes
    }()

    /// The first frame's body, lengthened.
    private static func trailing(_ answer: [UInt8]) -> [UInt8] {
        guard answer.count > FrameHeader.length else { return answer }
        var reader = ByteReader(answer.span)
        guard let header = try? FrameHeader(from: &reader) else { return answer }
        let extra: [UInt8] = [0xDE, 0xAD, 0xBE, 0xEF, 0xFF]
        let end = min(FrameHeader.length + header.bodyLength, answer.count)
        var writer = ByteWriter(capacity: answer.count + extra.count)
        FrameHeader(type: header.type, bodyLength: header.bodyLength + extra.count).write(to: &writer)
        writer.append(answer[FrameHeader.length..<end])
        writer.append(extra)
        writer.append(answer[end...])
        return writer.bytes
    }
}
