/// The bounds of what this client takes from a socket or puts on one.
package enum WireLimits {
    /// The longest frame, in bytes without its header: 128 MiB, as the server and the C client (`PROTO_SIZE_MAX`).
    package static let frameLength = 128 << 20

    /// Refuses a request that no server takes, because it would close the connection over it.
    ///
    /// - Parameter length: Its length in bytes, the header included.
    /// - Throws: `AerospikeError` with code `invalidArgument`.
    static func check(requestOf length: Int) throws(AerospikeError) {
        guard length > FrameHeader.length + frameLength else { return }
        throw AerospikeError(
            .invalidArgument,
            "the request is \(length) bytes long, and a node takes \(frameLength) at most",
            advice: "write less at a time: fewer keys, or smaller values")
    }

    /// The deepest nesting of lists and maps.
    package static let nestingDepth = 128
    /// The most elements for which a list reserves memory before they are read; longer lists grow as they are.
    package static let reservedElements = 256
    /// The longest bin name, in bytes of UTF-8.
    package static let binNameLength = 15
    /// The longest namespace name, in bytes of UTF-8.
    package static let namespaceLength = 31
    /// The longest set name, in bytes of UTF-8.
    package static let setNameLength = 63
    /// The most bins that one write names.
    package static let operationCount = 32_767
    /// The longest answer to info requests, in bytes.
    package static let infoLength = 16 << 20
}
