internal import Synchronization

/// Requests from tasks: each waits without keeping a thread, and its cancellation gives the request up.
extension EventLoop {
    private static let lastRequestID = Atomic<UInt64>(0)

    /// A number that no other request of this process has.
    static func nextRequestID() -> UInt64 {
        lastRequestID.add(1, ordering: .relaxed).newValue
    }

    /// Sends a request on one of the connections to an endpoint and waits for its answer.
    ///
    /// - Parameter grace: How long a late answer is waited for, so as to keep the connection.
    func exchange(
        _ bytes: [UInt8],
        expecting type: FrameType,
        with endpoint: Endpoint,
        in lane: ConnectionChoice.Lane,
        until deadline: MonotonicTime,
        grace: Duration = .zero
    ) async -> Outcome {
        if let failure = endpoint.lateness(at: deadline) { return .failure(failure) }
        let outcome = await waiting(bytes, expecting: type, in: lane, until: deadline, grace: grace) { loop, request in
            loop.submit(request, to: endpoint)
        }
        endpoint.note(outcome)
        return outcome
    }

    /// Waits for the answer to a request, however it is submitted.
    func waiting(
        _ bytes: [UInt8],
        expecting type: FrameType,
        in lane: ConnectionChoice.Lane = .reads,
        until deadline: MonotonicTime,
        grace: Duration = .zero,
        submit: (EventLoop, Request) -> Void
    ) async -> Outcome {
        guard !Task.isCancelled else { return .failure(TransportFailure(.taskCancelled, wasSent: false)) }
        let id = Self.nextRequestID()
        return await withTaskCancellationHandler {
            // See `Sink.answer` for why this is not a checked continuation.
            unsafe await withUnsafeContinuation { continuation in
                let sink = unsafe Sink.answer(continuation)
                let request = Request(
                    id: id, bytes: bytes, expects: type, deadline: deadline, lane: lane, sink: sink, grace: grace)
                submit(self, request)
                // The handler may have run before there was anything to cancel.
                if Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
    }

    /// Gives up a request from any thread.
    func giveUp(_ id: UInt64) {
        perform { loop in loop.cancel(id) }
    }
}
