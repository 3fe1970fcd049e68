internal import AerospikeSDK
internal import Glibc

/// A node's port and how it receives clients.
struct SandboxDoor {
    let port: UInt16
    /// The socket that holds the port, whether somebody listens on it or not: no other process can take it.
    var descriptor: Int32
    /// The token under which the poller knows the listener, while somebody listens.
    var listener: UInt64?
    /// Whether the node takes connections and requests but answers nothing.
    var isPaused = false
    /// How long the node holds back each answer.
    var delay: Duration = .zero

    /// Takes the port of a node, or any that is free.
    init(node: Int, of configuration: SandboxConfiguration) throws(AerospikeError) {
        let wanted = configuration.basePort.map { Int($0) + 100 * node } ?? 0
        guard let wanted = UInt16(exactly: wanted) else {
            throw AerospikeError(.invalidArgument, "the sandbox's node \(node + 1) would need a port above 65535")
        }
        descriptor = try SandboxSocket.bound(to: wanted)
        port = SandboxSocket.port(of: descriptor)
    }

    /// Takes the ports of all nodes, or none.
    static func all(of configuration: SandboxConfiguration) throws(AerospikeError) -> [SandboxDoor] {
        var doors: [SandboxDoor] = []
        do {
            for node in 0..<configuration.nodeCount { doors.append(try SandboxDoor(node: node, of: configuration)) }
            return doors
        } catch {
            for door in doors { close(door.descriptor) }
            throw error
        }
    }
}

extension SandboxServer {
    /// The number of the node of a name.
    func number(of name: String) throws(AerospikeError) -> Int {
        if let node = state.nodes.firstIndex(where: { $0.name == name }) { return node }
        let names = state.nodes.map(\.name).joined(separator: ", ")
        throw AerospikeError(.unknownName, "the sandbox has no node \(name); its nodes are \(names)")
    }

    /// Makes a node that listens on the next port.
    func addNode() throws(AerospikeError) {
        guard doors.count < SandboxLimits.nodes else {
            throw AerospikeError(.invalidArgument, "a sandbox has at most \(SandboxLimits.nodes) nodes")
        }
        let door = try SandboxDoor(node: doors.count, of: state.configuration)
        doors.append(door)
        try open(state.addNode(port: door.port))
        publish()
    }

    /// Lets clients connect to a node.
    func open(_ node: Int) throws(AerospikeError) {
        guard doors[node].listener == nil else { return }
        let (descriptor, token) = (doors[node].descriptor, nextToken())
        try SandboxSocket.startListening(descriptor, doors[node].port)
        do {
            try poller.add(descriptor, .readable, token: token)
        } catch {
            throw SandboxSocket.failure("wait for connections", doors[node].port, error)
        }
        doors[node].listener = token
        listeners[token] = node
    }

    /// Has connections to a node refused; those that exist live on.
    func shut(_ node: Int) throws(AerospikeError) {
        guard let token = doors[node].listener else { return }
        listeners[token] = nil
        doors[node].listener = nil
        close(doors[node].descriptor)
        doors[node].descriptor = -1
        doors[node].descriptor = try SandboxSocket.bound(to: doors[node].port)
    }

    /// Ends every connection to a node.
    func disconnect(_ node: Int, withReset: Bool) {
        for connection in connections.values where connection.node == node {
            if withReset { SandboxSocket.prepareReset(connection.descriptor) }
            end(connection)
        }
    }

    func kill(_ node: Int) throws(AerospikeError) {
        state.lose(node)
        disconnect(node, withReset: true)
        try shut(node)
        publish()
    }

    func restart(_ node: Int) throws(AerospikeError) {
        setPaused(node, false)
        doors[node].delay = .zero
        state.nodes[node].faults = []
        state.nodes[node].isInitialized = true
        state.topology.bringUp(node)
        try open(node)
        publish()
    }

    func setPaused(_ node: Int, _ isPaused: Bool) {
        doors[node].isPaused = isPaused
        for connection in connections.values where connection.node == node {
            // What had arrived before the pause, and was not answered, has its turn after it.
            connection.isCutShort = true
            watch(connection)
        }
    }

    /// Tells other threads what the cluster looks like now.
    func publish() {
        board.nodes = state.nodes.indices.map { node in
            SandboxNode(
                name: state.nodes[node].name, host: Host("127.0.0.1", doors[node].port),
                isUp: state.topology.isUp[node])
        }
    }
}

extension SandboxState {
    /// Adds a node to the cluster.
    ///
    /// - Returns: Its number.
    mutating func addNode(port: UInt16) -> Int {
        nodes.append(SandboxNodeState(name: "A\(nodes.count + 1)", port: port))
        return topology.add(racks: configuration.namespaces.map { configuration.rack(of: nodes.count - 1, in: $0) })
    }

    /// Takes a node out of the cluster, and with it the records of which it had the only copy.
    mutating func lose(_ node: Int) {
        store.lose(topology.takeDown(node))
    }
}
