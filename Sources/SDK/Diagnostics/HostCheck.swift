/// Meets one server as a client does, and tells of each step.
struct HostCheck: Sendable {
    /// A server that may be worked with.
    struct Finding: Sendable {
        let identity: NodeIdentity
        /// The address that was dialled, after the address map.
        let host: Host
        let connection: ControlConnection
    }

    let definition: ClusterDefinition
    let encryption: Encryption?
    let loop: EventLoop

    private var patience: Duration { definition.systemSettings.connections.waitForConnectionToComplete }

    /// Looks the host up, connects to it, and asks who it is.
    ///
    /// - Returns: The node, or `nil` when a step failed.
    func meet(_ published: Host, _ report: (CheckStep) -> Void) async -> Finding? {
        let host = definition.addressMap(published)
        let deadline = MonotonicTime.now().advanced(by: patience)
        guard let addresses = await addresses(of: host, until: deadline, published, report) else { return nil }
        let connection = await step(.connect, published, report) { () async throws(AerospikeError) in
            let target = try encryption?.target(for: published)
            let connection = try await connect(to: addresses, as: target, until: deadline)
            let isPlain = host == published && "\(connection.address)" == "\(host)"
            return (connection, isPlain ? "" : "→ \(connection.address)")
        }
        guard let connection else { return nil }
        if let summary = await connection.tlsSummary {
            report(CheckStep(.tls, "\(published)", detail: "\(summary)"))
        }
        let answers = await step(.node, published, report) { () async throws(AerospikeError) in
            let answers = try await ask(connection, until: deadline)
            let identity = try NodeIdentity(answers, expectedClusterName: nil)
            return (answers, "\(identity.name), build \(identity.build)")
        }
        guard let answers else { return nil }
        do throws(AerospikeError) {
            let identity = try NodeIdentity(answers, expectedClusterName: definition.clusterName)
            return Finding(identity: identity, host: host, connection: connection)
        } catch {
            report(CheckStep(.cluster, "\(published)", failing: error, patience: patience))
            return nil
        }
    }

    /// Asks a server who it is; one that hangs up at the question may have expected TLS.
    private func ask(
        _ connection: ControlConnection,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> InfoAnswers {
        do throws(AerospikeError) {
            return try await connection.ask(NodeIdentity.requests, until: deadline)
        } catch {
            guard error.code == .connectionClosed, encryption == nil else { throw error }
            throw await TLSProbe(loop: loop).finding(at: connection.address, until: deadline) ?? error
        }
    }

    private func addresses(
        of host: Host,
        until deadline: MonotonicTime,
        _ published: Host,
        _ report: (CheckStep) -> Void
    ) async -> [SocketAddress]? {
        if let address = SocketAddress(ip: host.name, port: host.port) { return [address] }
        return await step(.name, published, report) { () async throws(AerospikeError) in
            let addresses = try await NameResolver.addresses(of: host, until: deadline, on: loop)
            return (addresses, few(addresses.map(\.ip)))
        }
    }

    /// Connects to the first address that answers.
    private func connect(
        to addresses: [SocketAddress],
        as target: TLSTarget?,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> ControlConnection {
        var failures: [AerospikeError] = []
        for address in addresses {
            do throws(AerospikeError) {
                return try await ControlConnection.open(to: address, as: target, on: loop, until: deadline)
            } catch {
                failures.append(error)
            }
        }
        guard failures.count != 1 else { throw failures[0] }
        throw AerospikeError(.connectionFailed, "none of the name's addresses answers", causes: failures)
    }

    /// Takes a step, measures it, and tells how it went; a step that was cancelled is not told.
    private func step<Value>(
        _ name: CheckStep.Name,
        _ host: Host,
        _ report: (CheckStep) -> Void,
        _ body: () async throws(AerospikeError) -> (Value, detail: String)
    ) async -> Value? {
        let watch = Stopwatch()
        do throws(AerospikeError) {
            let (value, detail) = try await body()
            report(CheckStep(name, "\(host)", detail: detail, duration: watch.elapsed))
            return value
        } catch {
            guard !Task.isCancelled else { return nil }
            let failed: CheckStep.Name = name == .connect && error.isOfTLS ? .tls : name
            report(CheckStep(failed, "\(host)", failing: error, patience: patience, after: watch.elapsed))
            return nil
        }
    }
}

extension AerospikeError {
    /// Whether a connection was there, but not what TLS makes of it.
    fileprivate var isOfTLS: Bool { code == .tlsFailed || code == .foreignProtocol }
}

/// Measures how long something takes.
struct Stopwatch {
    private let start = MonotonicTime.now()

    var elapsed: Duration { start.duration(until: .now()) }
}
