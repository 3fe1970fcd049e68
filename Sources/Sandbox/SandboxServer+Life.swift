internal import AerospikeSDK

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
        let context = doors.first?.entrances.first?.context
        let door = try SandboxDoor(node: doors.count, of: state.configuration, context: context)
        doors.append(door)
        try open(state.addNode(door.ports))
        publish()
    }

    /// Lets clients connect to a node.
    func open(_ node: Int) throws(AerospikeError) {
        for index in doors[node].entrances.indices where doors[node].entrances[index].listener == nil {
            let (entrance, token) = (doors[node].entrances[index], nextToken())
            try SandboxSocket.startListening(entrance.descriptor, entrance.port)
            do {
                try poller.add(entrance.descriptor, .readable, token: token)
            } catch {
                throw SandboxSocket.failure("wait for connections", entrance.port, error)
            }
            doors[node].entrances[index].listener = token
            listeners[token] = (node, index)
        }
    }

    /// Has connections to a node refused; those that exist live on.
    func shut(_ node: Int) throws(AerospikeError) {
        for index in doors[node].entrances.indices {
            guard let token = doors[node].entrances[index].listener else { continue }
            listeners[token] = nil
            try doors[node].entrances[index].stopListening()
        }
    }

    /// Ends every connection to a node.
    func disconnect(_ node: Int, withReset: Bool) {
        for connection in connections.values where connection.node == node {
            if withReset { SandboxSocket.prepareReset(connection.descriptor) }
            end(connection)
        }
    }

    /// Lets a node that is shut listen elsewhere from its next opening on.
    func move(_ node: Int, to entrances: [SandboxEntrance]) {
        doors[node].move(to: entrances)
        state.nodes[node].ports = doors[node].ports
    }

    /// Tells other threads what the cluster looks like now.
    func publish() {
        board.nodes = state.nodes.indices.map { node in
            SandboxNode(
                name: state.nodes[node].name, ports: doors[node].ports, isUp: state.topology.isUp[node])
        }
    }
}

extension SandboxState {
    /// Adds a node to the cluster.
    ///
    /// - Returns: Its number.
    mutating func addNode(_ ports: SandboxPorts) -> Int {
        nodes.append(SandboxNodeState(name: "A\(nodes.count + 1)", ports: ports))
        return topology.add(racks: configuration.namespaces.map { configuration.rack(of: nodes.count - 1, in: $0) })
    }

    /// Takes a node out of the cluster, and with it the records of which it had the only copy.
    mutating func lose(_ node: Int) {
        store.lose(topology.takeDown(node))
    }
}
