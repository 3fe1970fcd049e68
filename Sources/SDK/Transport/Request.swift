/// Bytes for a server, and who waits for the answer.
struct Request: Sendable {
    let id: UInt64
    let bytes: [UInt8]
    let expects: FrameType
    let deadline: MonotonicTime
    /// With what it may share a connection.
    let lane: ConnectionChoice.Lane
    let sink: Sink
    /// How long a late answer is waited for, so as to keep the connection.
    var grace = Duration.zero

    /// For a streamed answer, how long one part may keep the next waiting.
    var patience = Patience()
}

/// Who waits for the answer to a request.
@safe
enum Sink: Sendable {
    /// A task that waits for one frame.
    ///
    /// Not a checked continuation: this is the path of every command, and `Pipeline` sees to it that each is resumed
    /// once, which its tests prove.
    case answer(UnsafeContinuation<Outcome, Never>)

    /// Somebody who takes many frames.
    case receiver(FrameReceiver)

    func fail(_ failure: TransportFailure) {
        switch self {
        case .answer(let continuation): unsafe continuation.resume(returning: .failure(failure))
        case .receiver(let receiver): receiver.end(failure)
        }
    }
}

/// How long the parts of a streamed answer may take.
struct Patience: Sendable {
    /// The longest wait for the next part; zero for the limit alone.
    var perPart = Duration.zero
    /// The moment at which the whole must have come.
    var limit = MonotonicTime.distantFuture
    /// How long an answer that is late is waited for, so as to keep the connection.
    var grace = Duration.zero

    /// The moment at which the next part must have come.
    func deadline(from now: MonotonicTime) -> MonotonicTime {
        perPart > .zero ? min(limit, now.advanced(by: perPart)) : limit
    }
}
