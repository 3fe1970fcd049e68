/// Meets servers: looks their names up, connects, and finds out who they are.
struct NodeDialer: Sendable {
    /// A server that answered and may be worked with.
    struct Acquaintance: Sendable {
        let identity: NodeIdentity
        /// The address that was dialled, after the address map.
        let host: Host
        let connection: ControlConnection
    }

    let loop: EventLoop
    let addressMap: AddressMap
    let encryption: Encryption?
    let clusterName: String?
    let connectTimeout: Duration

    /// Dials the published addresses of one server, within the time of one connection.
    ///
    /// - Parameters:
    ///   - hosts: The addresses, which race one another.
    ///   - name: The node that is published there; `nil` for a seed, which may be any.
    /// - Throws: `AerospikeError` with the reason of each address that failed.
    func meet(_ hosts: [Host], expecting name: String? = nil) async throws(AerospikeError) -> Acquaintance {
        let deadline = MonotonicTime.now().advanced(by: connectTimeout)
        let race = Race { host throws(AerospikeError) in try await meet(host, expecting: name, until: deadline) }
        return try await race(hosts).winner { failures in
            let list = hosts.map(\.description).joined(separator: ", ")
            return AerospikeError(.connectionFailed, "no address of \(list) can be used", causes: failures)
        }
    }

    private func meet(
        _ published: Host,
        expecting name: String?,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> Acquaintance {
        let host = addressMap(published)
        let identity: NodeIdentity
        let connection: ControlConnection
        do throws(AerospikeError) {
            let target = try encryption?.target(for: published)
            connection = try await connect(to: host, as: target, until: deadline)
            let answers = try await connection.ask(NodeIdentity.requests, until: deadline)
            identity = try NodeIdentity(answers, expectedClusterName: clusterName)
        } catch {
            guard host != published else { throw error }
            throw error.noting("the cluster publishes \(published), mapped to \(host)")
        }
        try identity.check(name, at: published, mappedTo: host)
        return Acquaintance(identity: identity, host: host, connection: connection)
    }

    /// Connects to an address of a host, whichever answers first.
    private func connect(
        to host: Host,
        as target: TLSTarget?,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> ControlConnection {
        let addresses = try await NameResolver.addresses(of: host, until: deadline)
        let race = Race { [loop] address throws(AerospikeError) in
            try await ControlConnection.open(to: address, as: target, on: loop, until: deadline)
        }
        return try await race(addresses).winner { failures in
            AerospikeError(.connectionFailed, "no address of \(host) answers", node: "\(host)", causes: failures)
        }
    }
}
