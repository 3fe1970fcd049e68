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
    let clusterName: String?
    let connectTimeout: Duration

    /// Dials the published addresses of one server until one answers.
    ///
    /// - Throws: `AerospikeError` with the reason of each address that failed.
    func meet(_ hosts: [Host]) async throws(AerospikeError) -> Acquaintance {
        var failures: [AerospikeError] = []
        for host in hosts {
            do throws(AerospikeError) {
                return try await meet(host)
            } catch {
                failures.append(error)
            }
        }
        guard failures.count != 1 else { throw failures[0] }
        let list = hosts.map(\.description).joined(separator: ", ")
        throw AerospikeError(.connectionFailed, "no address of \(list) can be used", causes: failures)
    }

    private func meet(_ published: Host) async throws(AerospikeError) -> Acquaintance {
        let host = addressMap(published)
        let deadline = MonotonicTime.now().advanced(by: connectTimeout)
        do throws(AerospikeError) {
            let connection = try await connect(to: host, until: deadline)
            let answers = try await connection.ask(NodeIdentity.requests, until: deadline)
            let identity = try NodeIdentity(answers, expectedClusterName: clusterName)
            return Acquaintance(identity: identity, host: host, connection: connection)
        } catch {
            guard host != published else { throw error }
            throw error.noting("the cluster publishes \(published), mapped to \(host)")
        }
    }

    /// Connects to the first address of a host that answers.
    private func connect(to host: Host, until deadline: MonotonicTime) async throws(AerospikeError) -> ControlConnection
    {
        var failures: [AerospikeError] = []
        for address in try await NameResolver.addresses(of: host, until: deadline) {
            do throws(AerospikeError) {
                return try await ControlConnection.open(to: address, on: loop, until: deadline)
            } catch {
                failures.append(error)
            }
        }
        guard failures.count != 1 else { throw failures[0] }
        throw AerospikeError(.connectionFailed, "no address of \(host) answers", node: "\(host)", causes: failures)
    }
}
