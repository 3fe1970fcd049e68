/// The connections that one event loop keeps to one endpoint; it belongs to the loop's thread.
final class EndpointPool: Connection.Observer {
    private struct Member {
        let connection: Connection
        /// What the requests on it are; of no meaning while there are none.
        var lane: ConnectionChoice.Lane

        func candidate(at now: MonotonicTime) -> ConnectionChoice.Candidate {
            .init(
                depth: connection.depth, lane: lane, isOpen: connection.isOpen, isUsable: connection.isUsable,
                isSluggish: connection.isSluggish(at: now))
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
        let now = loop.now
        let choice = ConnectionChoice(for: request.lane, among: members.lazy.map { $0.candidate(at: now) })
        do throws(AerospikeError) {
            if let error = endpoint.brokenError { throw error }
            let opened = choice.opens ? try open(for: request.lane, isNeeded: choice.place == nil) : nil
            guard let place = choice.prefersNew ? opened ?? choice.place : choice.place ?? opened else {
                throw endpoint.exhaustedError
            }
            if members[place].connection.depth == 0 { members[place].lane = request.lane }
            members[place].connection.submit(request)
        } catch {
            request.sink.fail(TransportFailure(error, wasSent: false))
        }
    }

    /// Opens what is missing of the connections that are kept although nothing is asked.
    func fill(to count: Int) {
        guard endpoint.brokenError == nil else { return }
        while members.count < count, (try? open(for: .reads, isNeeded: false)) ?? nil != nil {}
    }

    func close() {
        for member in members { member.connection.close(member.connection.closedError("the node left the cluster")) }
    }

    func connectionDidChange(_ connection: Connection) {
        guard connection.depth == 0 else { return }
        connection.closeWhenIdle(at: loop.now.advanced(by: endpoint.limits.idleTime))
    }

    func connectionDidClose(_ connection: Connection, _ error: AerospikeError) {
        guard let place = place(of: connection) else { return }
        members.remove(at: place)
        endpoint.releaseConnection()
        // One that nobody waited on may have ended for many good reasons.
        if connection.hasFailedRequests, error.isOfConnection { endpoint.note(error) }
    }

    /// Begins another connection.
    ///
    /// - Parameters:
    ///   - lane: What it is opened for.
    ///   - isNeeded: Whether a failure matters, rather than only costing speed.
    /// - Returns: Its place, or `nil` when the limit is reached.
    private func open(for lane: ConnectionChoice.Lane, isNeeded: Bool) throws(AerospikeError) -> Int? {
        // The first one is always granted, or a loop without any would be shut out by the others.
        guard endpoint.reserveConnection(isFirst: isNeeded && members.isEmpty) else { return nil }
        do throws(AerospikeError) {
            let deadline = MonotonicTime.now().advanced(by: endpoint.limits.connectTimeout)
            let connection = try loop.connect(
                to: endpoint.address, as: endpoint.tls,
                login: endpoint.login.map { LoginExchange(with: $0, at: Destination(endpoint.address, endpoint.tls)) },
                until: deadline, observer: self)
            members.append(Member(connection: connection, lane: lane))
            return members.count - 1
        } catch {
            endpoint.releaseConnection()
            guard isNeeded else { return nil }
            // What fails at once has no connection whose end would be noted.
            endpoint.note(error)
            throw error
        }
    }

    private func place(of connection: Connection) -> Int? {
        members.firstIndex { $0.connection === connection }
    }
}
