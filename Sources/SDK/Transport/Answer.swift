/// What a connection delivers for one request.
package enum Answer: Sendable {
    /// The answer to a command on one record.
    case record(RecordAnswer)
    /// The answers to info requests.
    case info([InfoMessage.Answer])
    /// The answer to a login.
    case admin(AdminMessage)

    init(_ type: FrameType, body: Span<UInt8>) throws(WireError) {
        switch type {
        case .message: self = .record(try RecordAnswer(body: body))
        case .info: self = .info(try InfoMessage.parseResponse(body))
        case .admin:
            var reader = ByteReader(body)
            self = .admin(try AdminMessage(from: &reader))
        default: throw .unexpectedFrameType(type.rawValue)
        }
    }
}

/// Why a request has no answer.
package struct TransportFailure: Error, Sendable {
    package let error: AerospikeError

    /// Whether any byte of the request may have reached the server.
    package let wasSent: Bool

    package init(_ error: AerospikeError, wasSent: Bool) {
        self.error = error
        self.wasSent = wasSent
    }
}

/// How a request ended.
package typealias Outcome = Result<Answer, TransportFailure>

/// Takes the many frames that answer one batch or query.
///
/// Both closures are called on the thread of the event loop, and must not wait.
package struct FrameReceiver: Sendable {
    /// Takes one frame, and says whether more follow and whether to read them now.
    package let take: @Sendable (Span<UInt8>, Connection) throws(WireError) -> FrameProgress

    /// Learns, once, that no more frames come: because that was the last, or because of a failure.
    package let end: @Sendable (TransportFailure?) -> Void
}

/// What follows a frame of a stream.
package enum FrameProgress: Sendable {
    /// More frames follow.
    case more
    /// More frames follow, but the reader is slow: read no further until told to.
    case pause
    /// That was the last one.
    case finished
}
