/// The connections that one event loop keeps to one endpoint; it belongs to the loop's thread.
final class EndpointPool: Connection.Observer {
    private struct Member {
        let connection: Connection
        /// Whether it carries a stream, which nothing else may share.
        var isExclusive = false

        var candidate: ConnectionChoice.Candidate {
            .init(depth: connection.depth, isOpen: connection.isOpen, isUsable: connection.isUsable && !isExclusive)
        }
    }

    private let endpoint: Endpoint
    private unowned let loop: EventLoop
    private var members: [Member] = []

    init(_ endpoint: Endpoint, loop: EventLoop) {
        self.endpoint = endpoint
        self.loop = loop
    }

    func submit(_ request: Request) {
        let isExclusive = request.isStream
        let candidates = members.lazy.map(\.candidate)
        let choice = isExclusive ? ConnectionChoice.exclusive(candidates) : .shared(candidates)
        do throws(AerospikeError) {
            let opened = choice.opens ? try open(isNeeded: choice.use == nil) : nil
            guard let place = choice.use ?? opened else { throw endpoint.exhaustedError }
            if isExclusive { members[place].isExclusive = true }
            members[place].connection.submit(request)
        } catch {
            request.sink.fail(TransportFailure(error, wasSent: false))
        }
    }

    func close() {
        for member in members { member.connection.close(member.connection.closedError("the node left the cluster")) }
    }

    func connectionDidChange(_ connection: Connection) {
        guard connection.depth == 0, let place = place(of: connection) else { return }
        members[place].isExclusive = false
        connection.closeWhenIdle(at: MonotonicTime.now().advanced(by: endpoint.limits.idleTime))
    }

    func connectionDidClose(_ connection: Connection, _ error: AerospikeError) {
        guard let place = place(of: connection) else { return }
        members.remove(at: place)
        endpoint.releaseConnection()
    }

    /// Begins another connection.
    ///
    /// - Parameter isNeeded: Whether a failure matters, rather than only costing speed.
    /// - Returns: Its place, or `nil` when the limit is reached.
    private func open(isNeeded: Bool) throws(AerospikeError) -> Int? {
        guard endpoint.reserveConnection() else { return nil }
        do throws(SystemError) {
            let deadline = MonotonicTime.now().advanced(by: endpoint.limits.connectTimeout)
            let connection = try loop.connect(to: endpoint.address, until: deadline, observer: self)
            members.append(Member(connection: connection))
            return members.count - 1
        } catch {
            endpoint.releaseConnection()
            guard isNeeded else { return nil }
            throw AerospikeError(
                .connectionFailed, "cannot connect to \(endpoint.address): \(error)", node: "\(endpoint.address)")
        }
    }

    private func place(of connection: Connection) -> Int? {
        members.firstIndex { $0.connection === connection }
    }
}

extension Request {
    /// Whether the answer is a stream, which fills a connection until it ends.
    var isStream: Bool { if case .receiver = sink { true } else { false } }
}
