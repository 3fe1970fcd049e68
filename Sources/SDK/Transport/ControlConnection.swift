internal import Synchronization

/// A connection for questions about the cluster, apart from those that carry commands.
package final class ControlConnection: Sendable {
    package let address: SocketAddress
    /// The server as TLS sees it, or `nil` for a connection in clear.
    package let tls: TLSTarget?
    private let loop: EventLoop
    private let connection: Connection

    fileprivate init(_ connection: Connection, as tls: TLSTarget?, on loop: EventLoop) {
        self.address = connection.address
        self.tls = tls
        self.loop = loop
        self.connection = connection
    }

    deinit {
        loop.perform { [connection] _ in connection.close(connection.closedError(nil)) }
    }

    /// Connects to an address.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - target: The server as TLS sees it, or `nil` for a connection in clear.
    ///   - loop: The loop that carries the connection.
    ///   - deadline: When it must stand, TLS included.
    package static func open(
        to address: SocketAddress,
        as target: TLSTarget? = nil,
        on loop: EventLoop,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> ControlConnection {
        let opening = Opening()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                opening.begin(continuation, to: address, as: target, on: loop, until: deadline)
            }
        } onCancel: {
            opening.cancel()
        }
        return try result.get()
    }

    /// What both ends have agreed on; `nil` for a connection in clear.
    package var tlsSummary: TLSSummary? {
        get async {
            guard tls != nil else { return nil }
            return await withCheckedContinuation { waiter in
                loop.perform { [connection] _ in
                    waiter.resume(returning: connection.tlsSummary)
                } orElse: {
                    waiter.resume(returning: nil)
                }
            }
        }
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
    typealias Waiter = CheckedContinuation<Result<ControlConnection, AerospikeError>, Never>

    private enum State {
        case idle
        case waiting(Waiter, for: ControlConnection?)
        case over
    }

    private let state = Mutex(State.idle)

    func begin(
        _ waiter: Waiter,
        to address: SocketAddress,
        as target: TLSTarget?,
        on loop: EventLoop,
        until deadline: MonotonicTime
    ) {
        let isCancelled = state.withLock { state in
            guard case .idle = state else { return true }
            state = .waiting(waiter, for: nil)
            return false
        }
        guard !isCancelled else { return waiter.resume(returning: .failure(.taskCancelled)) }
        loop.perform { loop in
            do throws(AerospikeError) {
                let connection = try loop.connect(to: address, as: target, until: deadline, observer: self)
                self.keep(ControlConnection(connection, as: target, on: loop))
            } catch {
                self.fail(error)
            }
        } orElse: {
            self.fail(EventLoop.overError)
        }
    }

    func cancel() { fail(.taskCancelled) }

    func connectionDidChange(_ connection: Connection) {
        guard connection.isOpen, case (let waiter, let opened?)? = end() else { return }
        waiter.resume(returning: .success(opened))
    }

    func connectionDidClose(_ connection: Connection, _ error: AerospikeError) { fail(error) }

    /// Holds the connection as long as the task waits; when it gives up, the connection goes out of use and is closed.
    private func keep(_ connection: ControlConnection) {
        state.withLock { state in
            if case .waiting(let waiter, _) = state { state = .waiting(waiter, for: connection) }
        }
    }

    private func fail(_ error: AerospikeError) {
        end()?.waiter.resume(returning: .failure(error))
    }

    /// Ends the wait; only the first to do so has a task to tell.
    private func end() -> (waiter: Waiter, connection: ControlConnection?)? {
        state.withLock { state in
            defer { state = .over }
            guard case .waiting(let waiter, let connection) = state else { return nil }
            return (waiter, connection)
        }
    }
}
