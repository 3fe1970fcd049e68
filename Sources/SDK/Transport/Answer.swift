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
/// It is called on the thread of the event loop, and must not wait.
package protocol FrameReceiver: AnyObject, Sendable {
    /// Takes one frame.
    ///
    /// - Returns: Whether more frames follow, and whether to read them now.
    func receive(_ body: Span<UInt8>, from connection: Connection) throws(WireError) -> FrameProgress

    /// Learns that no more frames come.
    func fail(_ failure: TransportFailure)
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
