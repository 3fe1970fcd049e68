internal import AerospikeSDK

/// The whole cluster as a value: bytes of a request go in, bytes of its answer come out, nothing else happens.
struct SandboxState: Sendable {
    var configuration: SandboxConfiguration
    var topology: SandboxTopology
    var store: SandboxStore
    var nodes: [SandboxNodeState]
    /// The users, where there are any.
    var accounts = SandboxAccounts()

    init(_ configuration: SandboxConfiguration, ports: [SandboxPorts]) {
        self.configuration = configuration
        topology = SandboxTopology(
            nodes: ports.count, replicationFactor: configuration.replicationFactor,
            racks: configuration.namespaces.map { name in ports.indices.map { configuration.rack(of: $0, in: name) } })
        store = SandboxStore(names: configuration.namespaces, capacity: configuration.namespaceSize)
        nodes = ports.enumerated().map { SandboxNodeState(name: "A\($0.offset + 1)", ports: $0.element) }
    }

    private func rules(_ permissions: SandboxPermissions) -> SandboxRules {
        SandboxRules(
            permissions: permissions,
            maximumRecordSize: configuration.maximumRecordSize,
            defaultTimeToLive: configuration.defaultTimeToLive,
            allowsDurableDeletes: configuration.edition == .enterprise)
    }
}

/// What a node is to the cluster's clients.
struct SandboxNodeState: Sendable {
    var name: String
    var ports: SandboxPorts
    /// What the node announces in place of what the configuration says.
    var announcedHosts: [Host]?
    var alternateHosts: [Host]?
    /// Whether the node knows its partitions; one that does not says so and refuses commands.
    var isInitialized = true
    var counters = SandboxCounters()
    /// What the clients of open connections call themselves, and how many connections do so.
    var userAgents: [String: Int] = [:]
    /// The faults to come, with how many answers each is to spoil, or `nil` for all from now on.
    var faults: [(fault: SandboxFault, target: SandboxFault.Target, count: Int?)] = []
}

extension SandboxNodeState {
    var userAgentList: String {
        userAgents.sorted { $0.key < $1.key }.map { "user-agent=\($0.key):count=\($0.value);" }.joined()
    }

    /// Counts one connection less for what its client called itself.
    mutating func forget(_ userAgent: String?) {
        guard let userAgent, let count = userAgents[userAgent] else { return }
        userAgents[userAgent] = count > 1 ? count - 1 : nil
    }

    /// Takes the fault that the next answer to a frame suffers, if any.
    mutating func takeFault(for type: FrameType) -> SandboxFault? {
        guard let position = faults.firstIndex(where: { $0.target.covers(type) }) else { return nil }
        let fault = faults[position].fault
        counters.faults += 1
        guard let count = faults[position].count else { return fault }
        if count > 1 { faults[position].count = count - 1 } else { faults.remove(at: position) }
        return fault
    }
}

extension SandboxFault.Target {
    fileprivate func covers(_ type: FrameType) -> Bool {
        switch self {
        case .info: type == .info
        case .login: type == .admin
        case .command: type == .message
        case .everything: true
        }
    }
}

/// What a request is answered with.
enum SandboxAnswer {
    /// One or several whole frames.
    case bytes([UInt8])
    /// A query, to be sent as the client takes it.
    case query(SandboxQuery)
    /// Nothing: the connection is closed.
    case close
}

extension SandboxState {
    /// Answers one frame that came to a node.
    ///
    /// - Parameters:
    ///   - type: The frame's type.
    ///   - body: What follows the frame's header.
    ///   - node: The node's number.
    ///   - userAgent: What the client on this connection calls itself; the request can change it.
    ///   - permissions: What whoever asks may do; everything unless given.
    ///   - now: The present, which decides what has expired.
    mutating func answer(
        _ type: FrameType,
        _ body: Span<UInt8>,
        node: Int,
        userAgent: inout String?,
        permissions: SandboxPermissions = .all,
        now: SandboxTime
    ) -> SandboxAnswer {
        switch type {
        case .info:
            nodes[node].counters.infoRequests += 1
            guard let names = try? InfoMessage.parseRequest(body) else { return malformed(node) }
            let answers = answers(
                to: names, node: node, userAgent: &userAgent, permissions: permissions, now: now)
            return .bytes(InfoMessage.response(answers))
        case .admin:
            nodes[node].counters.logins += 1
            let code: ResultCode = configuration.edition == .enterprise ? .securityNotEnabled : .securityNotSupported
            return .bytes(AdminMessage(AdminMessage.Command(rawValue: 0), resultCode: code).frame())
        case .message:
            var reader = ByteReader(body)
            guard let message = try? Message(from: &reader) else { return refusal(node, ResultCode(refusing: body)) }
            guard !message.repeatsKey(in: body) else { return refuse(.serverError) }
            return answer(message, node: node, permissions, now: now)
        default: return malformed(node)
        }
    }

    private mutating func answer(
        _ message: Message,
        node: Int,
        _ permissions: SandboxPermissions,
        now: SandboxTime
    ) -> SandboxAnswer {
        let rules = rules(permissions)
        if message.header.info1.contains(.batch) { return batch(message, rules, node: node, now: now) }
        guard let namespace = store.index(of: message.field(.namespace)) else { return refuse(.invalidNamespace) }
        guard nodes[node].isInitialized else { return refuse(.partitionUnavailable) }
        guard let bytes = message.field(.digest) else {
            return permissions.contains(.read) ? query(message, namespace, node: node) : refuse(.roleViolation)
        }
        guard let digest = Digest(bytes) else { return refuse(.parameterError) }
        if message.header.info2.contains(.write) {
            nodes[node].counters.writes += 1
        } else {
            nodes[node].counters.reads += 1
        }
        let command = SandboxCommand(message, digest: digest, namespace: namespace)
        return .bytes(command.run(on: &store, rules, at: now).message().frame())
    }

    private mutating func batch(
        _ message: Message,
        _ rules: SandboxRules,
        node: Int,
        now: SandboxTime
    ) -> SandboxAnswer {
        nodes[node].counters.batches += 1
        var end = ByteWriter()
        guard let field = message.field(.batchIndex), let batch = try? SandboxBatch(field) else {
            end.end(.parameterError)
            return .bytes(end.bytes)
        }
        guard message.field(.filter) == nil, nodes[node].isInitialized else {
            end.end(nodes[node].isInitialized ? .unsupportedFeature : .partitionUnavailable)
            return .bytes(end.bytes)
        }
        nodes[node].counters.batchRows += batch.rows.count
        return .bytes(batch.run(on: &store, rules, at: now))
    }

    private mutating func query(_ message: Message, _ namespace: Int, node: Int) -> SandboxAnswer {
        nodes[node].counters.queries += 1
        do {
            return .query(try SandboxQuery(message, namespace: namespace, node: node))
        } catch {
            return refuse(error.resultCode)
        }
    }

    /// Writes the next frame of a query's answer.
    mutating func next(of query: inout SandboxQuery, now: SandboxTime) -> [UInt8] {
        let (node, namespace, before) = (query.node, query.namespace, query.rowCount)
        defer { nodes[node].counters.queryRows += query.rowCount - before }
        return query.next(from: store, at: now) { topology.holds(node, $0, of: namespace) }
    }

    private func refuse(_ resultCode: ResultCode) -> SandboxAnswer {
        .bytes(Message(MessageHeader(resultCode: resultCode)).frame())
    }

    /// A message whose content is broken: the frame's end is known, so that the connection may live.
    private mutating func refusal(_ node: Int, _ resultCode: ResultCode) -> SandboxAnswer {
        nodes[node].counters.malformedRequests += 1
        return refuse(resultCode)
    }

    private mutating func malformed(_ node: Int) -> SandboxAnswer {
        nodes[node].counters.malformedRequests += 1
        return .close
    }
}

extension Message {
    /// The message in a frame of its own.
    func frame() -> [UInt8] {
        var writer = ByteWriter()
        writer.frame(.message) { write(to: &$0) }
        return writer.bytes
    }
}
