internal import AerospikeSDK

extension SandboxServer {
    /// Lets something happen to a node.
    func apply(_ event: SandboxEvent, to node: Int) throws(AerospikeError) {
        switch event {
        case .kill: return try kill(node)
        case .restart(let port, let name): return try restart(node, port: port, name: name)
        default: try requireUp(node)
        }
        switch event {
        case .pause: setConduct(.paused, of: node)
        case .resume: if doors[node].conduct == .paused { setConduct(.serving, of: node) }
        case .blackhole: setConduct(.blackhole, of: node)
        case .reset: setConduct(.resetting, of: node)
        case .refuse: try shut(node)
        case .delay(let delay): doors[node].delay = delay
        case .spoil(let fault, let target): state.nodes[node].faults.append((fault, target, nil))
        case .forgetPartitions: state.nodes[node].isInitialized = false
        case .heal, .kill, .restart: try heal(node)
        }
    }

    private func requireUp(_ node: Int) throws(AerospikeError) {
        guard !state.topology.isUp[node] else { return }
        throw AerospikeError(
            .invalidArgument, "the sandbox's node \(state.nodes[node].name) is down", advice: "Restart it first.")
    }

    private func kill(_ node: Int) throws(AerospikeError) {
        guard state.topology.isUp[node] else { return }
        state.lose(node)
        disconnect(node, withReset: true)
        try shut(node)
        publish()
    }

    private func restart(_ node: Int, port: UInt16?, name: String?) throws(AerospikeError) {
        if let name { try requireFree(name, for: node) }
        // Whatever can fail comes first: a node that cannot move stays as it is.
        let entrances = try port.flatMap { port throws(AerospikeError) in try doors[node].reserve(port) }
        try kill(node)
        if let entrances { move(node, to: entrances) }
        if let name { state.nodes[node].name = name }
        state.accounts.endSessions(on: node)
        state.topology.bringUp(node)
        try heal(node)
        publish()
    }

    /// Makes sure that a node can have a name.
    func requireFree(_ name: String, for node: Int) throws(AerospikeError) {
        guard 1...SandboxLimits.nodeNameLength ~= name.utf8.count, name.utf8.allSatisfy(\.isName) else {
            throw AerospikeError(
                .invalidArgument,
                "nodes have names of 1 to \(SandboxLimits.nodeNameLength) letters, digits, _ or -")
        }
        guard state.nodes.indices.allSatisfy({ $0 == node || state.nodes[$0].name != name }) else {
            throw AerospikeError(.invalidArgument, "the sandbox has a node \(name) already")
        }
    }

    private func heal(_ node: Int) throws(AerospikeError) {
        setConduct(.serving, of: node)
        doors[node].delay = .zero
        state.nodes[node].faults = []
        state.nodes[node].isInitialized = true
        try open(node)
    }

    private func setConduct(_ conduct: SandboxConduct, of node: Int) {
        let previous = doors[node].conduct
        doors[node].conduct = conduct
        if conduct == .resetting || previous == .blackhole, conduct != previous { disconnect(node, withReset: true) }
        for connection in connections.values where connection.node == node {
            // What had arrived before the pause, and was not answered, has its turn after it.
            connection.isCutShort = true
            watch(connection)
        }
    }

    /// What is wrong with a node, in the words of ``SandboxEvent``.
    func troubles(of node: Int) -> [SandboxEvent] {
        guard state.topology.isUp[node] else { return [.kill] }
        let conduct: SandboxEvent? =
            switch doors[node].conduct {
            case .serving: nil
            case .paused: .pause
            case .blackhole: .blackhole
            case .resetting: .reset
            }
        return [conduct, doors[node].isOpen ? nil : .refuse].compactMap(\.self)
            + (doors[node].delay > .zero ? [.delay(doors[node].delay)] : [])
            + state.nodes[node].faults.map { .spoil($0.fault, $0.target) }
            + (state.nodes[node].isInitialized ? [] : [.forgetPartitions])
    }
}
