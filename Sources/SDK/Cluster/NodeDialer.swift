/// Meets servers: looks their names up, connects, and finds out who they are.
struct NodeDialer: Sendable {
    /// A server that answered and may be worked with.
    struct Acquaintance: Sendable {
        let identity: NodeIdentity
        /// The address as the definition or the cluster gives it.
        let published: Host
        /// The address that was dialled, after the address map.
        let host: Host
        let connection: ControlConnection
        /// Where it says that it is reached; `nil` when it was not asked, or names no address.
        var services: ServiceList?
        /// What is wrong with the way that leads to it.
        var remark: AerospikeError?
    }

    let loop: EventLoop
    var addressMap: AddressMap
    let encryption: Encryption?
    let logins: Logins?
    let clusterName: String?
    var connectTimeout: Duration
    var usesServicesAlternate = false
    /// Whether a seed that leads to a node by another address than its own is left for that.
    var detectsLoadBalancers = false
    /// Whether seeds on this very machine are left as they are: whoever dials them has a reason, such as a tunnel, that
    /// the node does not know.
    var sparesLoopback = true

    /// Goes by other settings for the servers to come.
    mutating func adopt(_ definition: ClusterDefinition) {
        addressMap = definition.addressMap
        connectTimeout = definition.systemSettings.connections.waitForConnectionToComplete
        usesServicesAlternate = definition.usesServicesAlternate
        detectsLoadBalancers = definition.detectsLoadBalancers && !definition.forcesSingleNode
        if let tls = definition.tls { encryption?.adopt(tls) }
    }

    // MARK: Peers

    /// Dials the published addresses of a peer, within the time of one connection.
    ///
    /// - Parameters:
    ///   - peer: The peer, whose addresses race one another.
    ///   - others: The names that belong to other nodes.
    /// - Throws: `AerospikeError` with the reason of each address that failed.
    func meet(_ peer: PeerList.Peer, besides others: Set<String>) async throws(AerospikeError) -> Acquaintance {
        let deadline = MonotonicTime.now().advanced(by: connectTimeout)
        let race = Race(until: deadline) { host throws(AerospikeError) in
            let acquaintance = try await meet(host, until: deadline)
            try acquaintance.identity.check(peer.name, besides: others, at: host, mappedTo: acquaintance.host)
            return acquaintance
        }
        let outcome = await race(peer.hosts)
        let acquaintance = try winner(of: outcome, peer.hosts) { unreachable(peer.name, $0, at: peer.hosts) }
        return try await followed(acquaintance)
    }

    /// Who answered at one of several addresses.
    ///
    /// - Parameter failure: What the failure of all of them means.
    func winner(
        of outcome: Race<Host, Acquaintance>.Outcome,
        _ hosts: [Host],
        orElse failure: (AerospikeError) -> AerospikeError
    ) throws(AerospikeError) -> Acquaintance {
        do throws(AerospikeError) {
            return try outcome.winner { failures in
                let list = hosts.map(\.description).joined(separator: ", ")
                return AerospikeError(.connectionFailed, "no address of \(list) can be used", causes: failures)
            }
        } catch {
            throw failure(error)
        }
    }

    /// A failure at the addresses that a node publishes.
    ///
    /// - Parameter way: In which way it was to be used, if that is not the only one.
    func unreachable(_ name: String, _ error: AerospikeError, at hosts: [Host], way: String = "") -> AerospikeError {
        // Who answers in another's place is told of by the error itself.
        guard error.code != .nodeRefused else { return error }
        return AerospikeError(
            error.code, "the node \(name) cannot be used\(way): \(error.message)", resultCode: error.resultCode,
            node: name, advice: error.isOfReaching ? advice(for: hosts) : error.advice, causes: error.causes)
    }

    /// What to do when nothing answers at the addresses that the cluster publishes.
    private func advice(for published: [Host]) -> String {
        if published.contains(where: { addressMap($0) != $0 }) {
            return "correct the addresses to which ip_map leads, or what the servers publish"
        }
        return usesServicesAlternate
            ? "map the alternate addresses with ip_map, or correct alternate-access-address on the servers"
            : "where this machine cannot reach what the servers publish, set services_alternate, or map the addresses "
                + "with ip_map"
    }

    // MARK: Seeds

    /// Dials a seed, within the time of one connection.
    ///
    /// Where the seed is a load balancer, the node behind it is met at its own address; when that cannot be reached, the
    /// seed is kept, and a remark says so.
    func meet(seed: Host) async throws(AerospikeError) -> Acquaintance {
        let deadline = MonotonicTime.now().advanced(by: connectTimeout)
        let acquaintance = try await meet(seed, asking: detectsLoadBalancers ? serviceRequest : nil, until: deadline)
        guard let services = acquaintance.services,
            !services.hosts.contains(where: { acquaintance.isReached(at: addressMap($0)) })
        else { return try await followed(acquaintance) }
        return try await followed(direct(acquaintance, from: seed, services.hosts, until: deadline))
    }

    private var serviceRequest: String {
        ServiceList.request(alternate: usesServicesAlternate, tls: encryption != nil)
    }

    /// The node behind a load balancer, at its own address if that can be reached.
    private func direct(
        _ acquaintance: Acquaintance,
        from seed: Host,
        _ services: [Host],
        until deadline: MonotonicTime
    ) async -> Acquaintance {
        let name = acquaintance.identity.name
        let race = Race(until: deadline) { host throws(AerospikeError) in
            let own = try await meet(host, until: deadline)
            try own.identity.check(name, besides: [own.identity.name], at: host, mappedTo: own.host)
            return own
        }
        if case .won(let own) = await race(services) { return own }
        var kept = acquaintance
        kept.remark = .loadBalancer(at: seed, before: name, services)
        return kept
    }

    // MARK: Servers

    private func meet(
        _ published: Host,
        asking serviceRequest: String? = nil,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> Acquaintance {
        let target = try encryption?.target(for: published)
        return try await greet(published, as: target, asking: serviceRequest, until: deadline) { address in
            logins?.at(Destination(address, target))
        }
    }

    /// Connects to a server, logs in, and asks who it is.
    func greet(
        _ published: Host,
        as target: TLSTarget?,
        asking serviceRequest: String? = nil,
        until deadline: MonotonicTime,
        login: @escaping @Sendable (SocketAddress) -> NodeLogin?
    ) async throws(AerospikeError) -> Acquaintance {
        let host = addressMap(published)
        do throws(AerospikeError) {
            let connection = try await connect(to: host, as: target, until: deadline, login)
            let service = connection.address.isLoopback && sparesLoopback ? nil : serviceRequest
            // A login has had its own time: the questions have theirs.
            let limit = logins == nil ? deadline : MonotonicTime.now().advanced(by: connectTimeout)
            let answers = try await connection.ask(
                NodeIdentity.requests + [service].compactMap(\.self), until: limit)
            let services = service.flatMap { answers[$0] }.flatMap {
                ServiceList(parsing: $0, tlsName: published.tlsName)
            }
            return Acquaintance(
                identity: try NodeIdentity(answers, expectedClusterName: clusterName), published: published,
                host: host, connection: connection, services: services)
        } catch {
            let error = error.asFirstAnswer(inClear: encryption == nil, within: connectTimeout)
            guard host != published else { throw error }
            throw error.noting("the cluster publishes \(published), mapped to \(host)")
        }
    }

    /// Connects to an address of a host, whichever answers first.
    private func connect(
        to host: Host,
        as target: TLSTarget?,
        until deadline: MonotonicTime,
        _ login: @escaping @Sendable (SocketAddress) -> NodeLogin?
    ) async throws(AerospikeError) -> ControlConnection {
        let addresses = try await NameResolver.addresses(of: host, until: deadline, on: loop)
        let race = Race(until: deadline) { [loop] address throws(AerospikeError) in
            try await ControlConnection.open(
                to: address, as: target, login: login(address), on: loop, until: deadline)
        }
        return try await race(addresses).winner { failures in
            AerospikeError(.connectionFailed, "no address of \(host) answers", node: "\(host)", causes: failures)
        }
    }
}

extension NodeDialer.Acquaintance {
    /// Whether an address is the one at which it was met; the port may differ where one is forwarded to another.
    fileprivate func isReached(at dialled: Host) -> Bool {
        let name = dialled.name.canonicalHost
        return name == host.name.canonicalHost || name == connection.address.ip
    }
}

extension AerospikeError {
    /// Whether nothing was there to talk to, or nothing that answered.
    fileprivate var isOfReaching: Bool {
        [.connectionFailed, .connectionClosed, .timeout, .nameLookUpFailed].contains(code)
    }

    /// The same with what it may mean that a server takes a connection and gives no first answer.
    fileprivate func asFirstAnswer(inClear: Bool, within patience: Duration) -> AerospikeError {
        guard advice == nil, causes.isEmpty else { return self }
        var error = self
        switch code {
        case .connectionClosed:
            error.advice =
                inClear
                ? "the port may expect TLS: add tls to the definition; or it belongs to another service: correct the port"
                : "the port may belong to another service: correct the host or the port, or look at the server's log"
        case .timeout:
            error = error.noting("within \(patience.inMilliseconds)")
            error.advice = "the port may belong to another service, or the server hangs: look at its log"
        default: break
        }
        return error
    }

    /// The remark that a node is reached by way of something else that may lead elsewhere the next time.
    fileprivate static func loadBalancer(at seed: Host, before node: String, _ published: [Host]) -> AerospikeError {
        let list = few(published.map(\.description))
        return AerospikeError(
            .nodeUnavailable,
            "the seed \(seed) leads to the node \(node), which publishes \(list) and cannot be "
                + "reached there; the seed is used in its place", node: node,
            advice: "set access-address on the servers to what clients can reach, or use services_alternate or ip_map; "
                + "where the seed leads to one node only, say detectingLoadBalancers(false)")
    }
}
