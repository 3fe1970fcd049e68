extension EventLoop {
    /// Sends a request whose answer has many parts, and waits for the last of them.
    ///
    /// - Parameters:
    ///   - bytes: The whole request.
    ///   - endpoint: Where to send it; the connection carries nothing else meanwhile.
    ///   - patience: How long the parts may take.
    ///   - take: Takes each part on the loop's thread, and may see an end in it; an error ends the stream and drops the connection.
    /// - Returns: The outcome that the last part gives, or why there was none.
    func stream(
        _ bytes: [UInt8],
        from endpoint: Endpoint,
        _ patience: Patience,
        _ take: @escaping @Sendable (inout RowGroup, Connection) throws(WireError) -> FrameProgress
    ) async -> Result<ResultCode, TransportFailure> {
        guard !Task.isCancelled else { return .failure(TransportFailure(.taskCancelled, wasSent: false)) }
        if let failure = endpoint.lateness(at: patience.limit) { return .failure(failure) }
        let id = Self.nextRequestID()
        let ending = Ending()
        let receiver = FrameReceiver { body, connection throws(WireError) in
            var group = try RowGroup(body: body)
            let progress = try take(&group, connection)
            guard let end = group.end else { return progress }
            if end.isOfLostLogin { connection.condemn() }
            ending.outcome.withLock { $0 = end }
            return .finished
        } end: { failure in
            ending.finish(failure)
        }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                ending.begin(waiter)
                let request = Request(
                    id: id, bytes: bytes, expects: .message, deadline: patience.deadline(from: .now()),
                    lane: .stream, sink: .receiver(receiver), grace: patience.grace, patience: patience)
                submit(request, to: endpoint)
                // The handler may have run before there was anything to cancel.
                if Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
        if case .failure(let failure) = outcome, !failure.error.isOfConnection { endpoint.note(failure.error) }
        return outcome
    }
}

/// How a stream ends, and the task that waits for it.
private final class Ending: Sendable {
    typealias Waiter = CheckedContinuation<Result<ResultCode, TransportFailure>, Never>

    let outcome = Lock(ResultCode.ok)
    private let waiter = Lock<Waiter?>(nil)

    func begin(_ waiter: Waiter) {
        self.waiter.withLock { $0 = waiter }
    }

    func finish(_ failure: TransportFailure?) {
        let waiter = waiter.withLock { waiter in
            defer { waiter = nil }
            return waiter
        }
        waiter?.resume(returning: failure.map { .failure($0) } ?? .success(outcome.withLock { $0 }))
    }
}
