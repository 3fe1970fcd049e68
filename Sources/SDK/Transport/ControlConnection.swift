/// A connection for questions about the cluster, apart from those that carry commands.
package final class ControlConnection: Sendable {
    package let address: SocketAddress
    /// The server as TLS sees it, or `nil` for a connection in clear.
    package let tls: TLSTarget?
    /// The logins of the node, or `nil` where none are wanted.
    package let login: NodeLogin?
    private let loop: EventLoop
    private let connection: Connection

    fileprivate init(_ connection: Connection, as tls: TLSTarget?, login: NodeLogin?, on loop: EventLoop) {
        self.address = connection.address
        self.tls = tls
        self.login = login
        self.loop = loop
        self.connection = connection
    }

    deinit {
        loop.perform { [connection] _ in connection.close(connection.closedError(nil)) }
    }

    /// Connects to an address, and logs in where that is wanted.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - target: The server as TLS sees it, or `nil` for a connection in clear.
    ///   - login: The logins of the node, or `nil` where none are wanted.
    ///   - renews: Whether to replace the node's session, where it is about to end.
    ///   - loop: The loop that carries the connection.
    ///   - deadline: When it must stand, TLS included; a login has its own time after that.
    package static func open(
        to address: SocketAddress,
        as target: TLSTarget? = nil,
        login: NodeLogin? = nil,
        renewing renews: Bool = false,
        on loop: EventLoop,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> ControlConnection {
        let opening = Opening(address: address, target: target, login: login, renews: renews)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                opening.begin(continuation, on: loop, until: deadline)
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
        let answer = try await answer(to: bytes, as: .info, until: deadline)
        guard case .info(let answers) = answer else { throw connection.violation(.unexpectedFrameType(0)) }
        return InfoAnswers(answers)
    }

    /// Sends a request about users, and waits for the first message of the answer.
    ///
    /// The answer may go on in further frames; they end the connection, which is of no use for anything else.
    func ask(_ request: AdminMessage, until deadline: MonotonicTime) async throws(AerospikeError) -> AdminMessage {
        let answer = try await answer(to: request.frame(), as: .admin, until: deadline)
        guard case .admin(let message) = answer else { throw connection.violation(.unexpectedFrameType(0)) }
        return message
    }

    private func answer(
        to bytes: [UInt8],
        as type: FrameType,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> Answer {
        let outcome = await loop.waiting(bytes, expecting: type, until: deadline) {
            [connection] loop, request in
            loop.perform { _ in
                connection.submit(request)
            } orElse: {
                request.sink.fail(TransportFailure(EventLoop.overError, wasSent: false))
            }
        }
        switch outcome {
        case .success(let answer): return answer
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

    private let address: SocketAddress
    private let target: TLSTarget?
    private let login: NodeLogin?
    private let renews: Bool
    private let state = Lock(State.idle)

    init(address: SocketAddress, target: TLSTarget?, login: NodeLogin?, renews: Bool) {
        self.address = address
        self.target = target
        self.login = login
        self.renews = renews
    }

    func begin(_ waiter: Waiter, on loop: EventLoop, until deadline: MonotonicTime) {
        let isCancelled = state.withLock { state in
            guard case .idle = state else { return true }
            state = .waiting(waiter, for: nil)
            return false
        }
        guard !isCancelled else { return waiter.resume(returning: .failure(.taskCancelled)) }
        loop.perform { loop in
            do throws(AerospikeError) {
                try self.connect(on: loop, until: deadline)
            } catch {
                self.fail(error)
            }
        } orElse: {
            self.fail(EventLoop.overError)
        }
    }

    private func connect(on loop: EventLoop, until deadline: MonotonicTime) throws(AerospikeError) {
        let exchange = login.map { LoginExchange(with: $0, at: Destination(address, target), renewing: renews) }
        let connection = try loop.connect(
            to: address, as: target, login: exchange, until: deadline, observer: self)
        keep(ControlConnection(connection, as: target, login: login, on: loop))
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
