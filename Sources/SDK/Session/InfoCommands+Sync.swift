/// Questions to nodes, put on the thread that asks.
extension InfoCommands where Style == Synchronous {
    /// The versions of the servers; one, unless the cluster is being upgraded.
    public func build() throws(AerospikeError) -> Set<String> {
        try value(.builds)
    }

    /// The names of the namespaces.
    public func namespaces() throws(AerospikeError) -> Set<String> {
        try value(.namespaces)
    }

    /// What the nodes say of a namespace, or `nil` when none knows it.
    public func namespaceDetails(_ namespace: String) throws(AerospikeError) -> NamespaceDetails? {
        try value(.namespace(namespace))
    }

    /// The sets of a namespace, by name; none when no node knows the namespace.
    public func sets(_ namespace: String) throws(AerospikeError) -> [SetDetails] {
        try value(.sets(of: namespace))
    }

    /// The nodes, by name.
    public func nodes() throws(AerospikeError) -> [NodeDetails] {
        try value(.nodes(core.cluster.topology.nodes))
    }

    /// Whether all nodes agree on which of them form the cluster, and none is moving.
    public func isClusterStable() throws(AerospikeError) -> Bool {
        try value(.isClusterStable)
    }

    /// Sends a command to a node, and returns its answer as it is.
    ///
    /// - Parameters:
    ///   - command: One line, such as `statistics` or `get-config:context=network`.
    ///   - node: The node's name; unless given, any node that can be reached.
    /// - Throws: `AerospikeError` when the command is more than a line, no node goes by the name, or the node refuses.
    public func info(_ command: String, on node: String? = nil) throws(AerospikeError) -> String {
        try core.cluster.askAnyBlocking(question(command: command, to: node))
    }

    /// Sends a command to every node.
    ///
    /// - Returns: The answer of each node, or why there is none, by the node's name.
    /// - Throws: `AerospikeError` when the command is more than a line, or no node is in sight.
    public func infoOnAllNodes(
        _ command: String
    ) throws(AerospikeError) -> [String: Result<String, AerospikeError>] {
        try core.cluster.askBlocking(question(command: command, to: nil))
    }

    private func value<Value>(_ topic: InfoTopic<Value>) throws(AerospikeError) -> Value {
        try topic.read(core.cluster.askBlocking(question(topic.request)))
    }
}
