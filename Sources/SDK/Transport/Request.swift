/// Bytes for a server, and who waits for the answer.
struct Request: Sendable {
    let id: UInt64
    let bytes: [UInt8]
    let expects: FrameType
    let deadline: MonotonicTime
    let sink: Sink

    /// For a streamed answer, how long one part may keep the next waiting.
    var patience = Duration.zero
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
    case receiver(any FrameReceiver)

    func fail(_ failure: TransportFailure) {
        switch self {
        case .answer(let continuation): unsafe continuation.resume(returning: .failure(failure))
        case .receiver(let receiver): receiver.fail(failure)
        }
    }
}
