/// Meets one server as a client does, and tells of each step.
struct HostCheck: Sendable {
    /// A server that may be worked with.
    struct Finding: Sendable {
        let identity: NodeIdentity
        /// The address as the definition or the cluster gives it.
        let published: Host
        /// The address that was dialled, after the address map.
        let host: Host
        let connection: ControlConnection
    }

    let definition: ClusterDefinition
    let encryption: Encryption?
    let logins: Logins?
    let loop: EventLoop
    /// Whether to ask what the user may do, which takes a connection more.
    var asksForRoles = false

    private var patience: Duration { definition.systemSettings.connections.waitForConnectionToComplete }
    var deadline: MonotonicTime { .now().advanced(by: patience) }

    /// Looks the host up, connects to it, logs in, and asks who it is.
    ///
    /// - Parameter onStep: Is told each step as it ends.
    /// - Returns: The node, or `nil` when a step failed.
    func meet(_ published: Host, _ onStep: (CheckStep) -> Void) async -> Finding? {
        let host = definition.addressMap(published)
        let limit = deadline
        guard let addresses = await addresses(of: host, until: limit, published, onStep) else { return nil }
        let opened = await step(.connect, published, onStep) { () async throws(AerospikeError) in
            let target = try encryption?.target(for: published)
            let dialling = await AddressRace(loop: loop, target: target)(addresses, until: limit)
            let connection = try dialling.result.get()
            return (connection, Self.way(to: connection, from: published, mappedTo: host) + dialling.remark)
        }
        guard let opened else { return nil }
        // With TLS 1.3, a server refuses a client's certificate only after the handshake, in place of its first answer.
        var heldBack = await opened.tlsSummary.map { CheckStep(published, $0) }
        func report(_ step: CheckStep) {
            if let tls = heldBack, step.name != .tls { onStep(tls) }
            heldBack = nil
            onStep(step)
        }
        guard let connection = await logIn(opened, at: published, report),
            let finding = await identify(connection, at: published, mappedTo: host, report)
        else { return nil }
        return await follow(finding, report)
    }

    private static func way(to connection: ControlConnection, from published: Host, mappedTo host: Host) -> String {
        let isPlain = host == published && "\(connection.address)" == "\(Host(host.name, host.port))"
        return isPlain ? "" : "→ \(connection.address)"
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

    // MARK: Node

    private func identify(
        _ connection: ControlConnection,
        at published: Host,
        mappedTo host: Host,
        _ report: (CheckStep) -> Void
    ) async -> Finding? {
        let answers = await step(.node, published, report) { () async throws(AerospikeError) in
            let answers = try await ask(connection)
            let identity = try NodeIdentity(answers, expectedClusterName: nil)
            return (answers, "\(identity.name), build \(identity.build)")
        }
        guard let answers else { return nil }
        do throws(AerospikeError) {
            let identity = try NodeIdentity(answers, expectedClusterName: definition.clusterName)
            return Finding(identity: identity, published: published, host: host, connection: connection)
        } catch {
            report(CheckStep(.cluster, "\(published)", failing: error, patience: patience))
            return nil
        }
    }

    /// Asks a server who it is; one that hangs up at the question may have expected TLS.
    private func ask(_ connection: ControlConnection) async throws(AerospikeError) -> InfoAnswers {
        let limit = deadline
        do throws(AerospikeError) {
            return try await connection.ask(NodeIdentity.requests, until: limit)
        } catch {
            guard error.code == .connectionClosed, encryption == nil else { throw error }
            throw await TLSProbe(loop: loop).finding(at: connection.address, until: limit) ?? error
        }
    }

    // MARK: In clear

    /// The node as it is to be worked with where TLS is for logins only.
    private func follow(_ finding: Finding, _ report: (CheckStep) -> Void) async -> Finding? {
        guard encryption?.isForLoginsOnly == true else { return finding }
        return await step(.clear, finding.published, report) { () async throws(AerospikeError) in
            let own = try await dialer.followed(
                NodeDialer.Acquaintance(
                    identity: finding.identity, published: finding.published, host: finding.host,
                    connection: finding.connection))
            let node = Finding(
                identity: own.identity, published: finding.published, host: own.host, connection: own.connection)
            return (node, "\(own.published.text(mappedTo: own.host)), with the session's token")
        }
    }

    /// What a client would meet nodes with.
    var dialer: NodeDialer {
        NodeDialer(
            loop: loop, addressMap: definition.addressMap, encryption: encryption, logins: logins,
            clusterName: definition.clusterName, connectTimeout: patience,
            usesServicesAlternate: definition.usesServicesAlternate, detectsLoadBalancers: true)
    }

    // MARK: Steps

    /// Takes a step, measures it, and tells how it went; a step that was cancelled is not told.
    func step<Value>(
        _ name: CheckStep.Name,
        _ host: Host,
        _ report: (CheckStep) -> Void,
        _ body: () async throws(AerospikeError) -> (Value, detail: String),
        orWarn remark: () -> AerospikeError? = { nil }
    ) async -> Value? {
        let watch = Stopwatch()
        do throws(AerospikeError) {
            let (value, detail) = try await body()
            var step = CheckStep(name, "\(host)", detail: detail, duration: watch.elapsed)
            if let remark = remark() { step.warn(of: remark) }
            report(step)
            return value
        } catch {
            guard !Task.isCancelled else { return nil }
            let failed = error.belongs(to: name)
            report(CheckStep(failed, "\(host)", failing: error, patience: patience, after: watch.elapsed))
            return nil
        }
    }
}

extension AerospikeError {
    /// The step to which a failure belongs that showed at another one.
    fileprivate func belongs(to name: CheckStep.Name) -> CheckStep.Name {
        switch (name, code) {
        case (.connect, .connectionFailed) where isOfHandshake: .tls
        case (.connect, .tlsFailed), (.connect, .foreignProtocol), (.login, .tlsFailed), (.node, .tlsFailed): .tls
        case (.login, .connectionClosed), (.login, .foreignProtocol), (.login, .timeout): .node
        default: name
        }
    }
}

/// Measures how long something takes.
struct Stopwatch {
    private let start = MonotonicTime.now()

    var elapsed: Duration { start.duration(until: .now()) }
}
