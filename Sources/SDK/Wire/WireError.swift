/// What is wrong with bytes that came from the other end.
package enum WireError: Error, Hashable, Sendable {
    /// The bytes end before what they announce.
    case truncated
    /// Bytes are left after what they announce.
    case trailingBytes(Int)
    /// The frame's version is not 2.
    case unknownVersion(UInt8)
    /// The frame is of another type than the exchange calls for.
    case unexpectedFrameType(UInt8)
    /// The frame is longer than `WireLimits.frameLength`.
    case frameTooLong(Int)
    /// The message's header is not 22 bytes long.
    case unexpectedHeaderLength(UInt8)
    /// A length within the message points outside it.
    case lengthOutOfBounds
    /// A name is not UTF-8.
    case invalidText
    /// A digest is not 20 bytes long, or is missing.
    case invalidDigest
    /// Lists and maps are nested deeper than `WireLimits.nestingDepth`.
    case nestedTooDeep
    /// A byte begins no MessagePack value.
    case invalidMessagePack(UInt8)
    /// What is announced as a list or a map is something else; the type is the particle's.
    case unexpectedCollection(UInt8)
    /// An info answer is not made of lines of name, tab, value.
    case invalidInfo
    /// An answer refers to a key that was not asked for.
    case unexpectedIndex(UInt32)
    /// An answer holds a record that was not asked for, or more records than were.
    case unexpectedRecord
}

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated: "the answer ends early"
        case .trailingBytes(let count): "\(count) bytes follow the answer's end"
        case .unknownVersion(let version): "\(ForeignProtocol(firstByte: version))"
        case .unexpectedFrameType(let type): "the answer is a frame of another type (\(type))"
        case .frameTooLong(let length): "the answer announces \(length) bytes, more than \(WireLimits.frameLength)"
        case .unexpectedHeaderLength(let length): "the answer's header is \(length) bytes long, not 22"
        case .lengthOutOfBounds: "a length in the answer points outside it"
        case .invalidText: "a name in the answer is not UTF-8"
        case .invalidDigest: "a digest in the answer is missing or not 20 bytes long"
        case .nestedTooDeep: "lists and maps in the answer are nested deeper than \(WireLimits.nestingDepth)"
        case .invalidMessagePack(let byte): "a list or map in the answer holds the impossible byte \(byte)"
        case .unexpectedCollection(let type): "what the answer calls a list or a map (type \(type)) is none"
        case .invalidInfo: "the answer to an info request is malformed"
        case .unexpectedIndex(let index): "the answer names key \(index), which was not asked for"
        case .unexpectedRecord: "the answer holds a record that was not asked for"
        }
    }
}
