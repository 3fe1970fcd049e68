internal import Synchronization

/// A connection for questions about the cluster, apart from those that carry commands.
package final class ControlConnection: Sendable {
    package let address: SocketAddress
    private let loop: EventLoop
    private let connection: Connection

    private init(_ connection: Connection, on loop: EventLoop) {
        self.address = connection.address
        self.loop = loop
        self.connection = connection
    }

    deinit {
        loop.perform { [connection] _ in connection.close(connection.closedError(nil)) }
    }

    /// Connects to an address.
    package static func open(
        to address: SocketAddress,
        on loop: EventLoop,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> ControlConnection {
        let opening = Opening()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                opening.begin(continuation, to: address, on: loop, until: deadline)
            }
        } onCancel: {
            opening.cancel()
        }
        return ControlConnection(try result.get(), on: loop)
    }

    /// Asks for the values of names.
    package func ask(_ names: [String], until deadline: MonotonicTime) async throws(AerospikeError) -> InfoAnswers {
        try await exchange(InfoMessage.request(names), until: deadline)
    }

    /// Sends bytes, whatever they are, and waits for the answer to an info request.
    func exchange(_ bytes: [UInt8], until deadline: MonotonicTime) async throws(AerospikeError) -> InfoAnswers {
        let outcome = await loop.waiting(bytes, expecting: .info, until: deadline) {
            [connection] loop, request in
            loop.perform { _ in
                connection.submit(request)
            } orElse: {
                request.sink.fail(TransportFailure(EventLoop.overError, wasSent: false))
            }
        }
        switch outcome {
        case .success(.info(let answers)): return InfoAnswers(answers)
        case .success: throw connection.violation(.unexpectedFrameType(FrameType.message.rawValue))
        case .failure(let failure): throw failure.error
        }
    }

    package func close() {
        loop.perform { [connection] _ in connection.close(connection.closedError(nil)) }
    }
}

/// A connection that is being opened, and the task that waits for it.
private final class Opening: Connection.Observer, Sendable {
    typealias Waiter = CheckedContinuation<Result<Connection, AerospikeError>, Never>

    private enum State {
        case idle
        case waiting(Waiter)
        case cancelled
        case finished
    }

    private let state = Mutex(State.idle)

    func begin(_ waiter: Waiter, to address: SocketAddress, on loop: EventLoop, until deadline: MonotonicTime) {
        let isCancelled = state.withLock { state in
            guard case .idle = state else { return true }
            state = .waiting(waiter)
            return false
        }
        guard !isCancelled else { return waiter.resume(returning: .failure(.taskCancelled)) }
        loop.perform { loop in
            do throws(SystemError) {
                _ = try loop.connect(to: address, until: deadline, observer: self)
            } catch {
                self.finish(.failure(.cannotConnect(to: address, error)))
            }
        } orElse: {
            self.finish(.failure(EventLoop.overError))
        }
    }

    func cancel() {
        let waiter = state.withLock { state -> Waiter? in
            defer { if case .finished = state {} else { state = .cancelled } }
            guard case .waiting(let waiter) = state else { return nil }
            return waiter
        }
        waiter?.resume(returning: .failure(.taskCancelled))
    }

    func connectionDidChange(_ connection: Connection) {
        guard connection.isOpen, !finish(.success(connection)) else { return }
        // Nobody waits any more: a connection that came too late is not kept.
        connection.close(connection.closedError(nil))
    }

    func connectionDidClose(_ connection: Connection, _ error: AerospikeError) {
        finish(.failure(error))
    }

    /// Tells the task that waits.
    ///
    /// - Returns: Whether it was told, now or before.
    @discardableResult
    private func finish(_ result: Result<Connection, AerospikeError>) -> Bool {
        let (waiter, isCancelled) = state.withLock { state -> (Waiter?, Bool) in
            switch state {
            case .waiting(let waiter):
                state = .finished
                return (waiter, false)
            case .cancelled: return (nil, true)
            case .idle, .finished: return (nil, false)
            }
        }
        waiter?.resume(returning: result)
        return !isCancelled
    }
}
