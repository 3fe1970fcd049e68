/// Something to be known of a cluster: what every node is asked, and what the answers mean together.
struct InfoTopic<Value> {
    let request: InfoRequest
    let read: (NodeAnswers) throws(AerospikeError) -> Value

    init(_ request: InfoRequest, _ read: @escaping (NodeAnswers) throws(AerospikeError) -> Value) {
        self.request = request
        self.read = read
    }

    init(_ name: String, _ read: @escaping (NodeAnswers) throws(AerospikeError) -> Value) throws(AerospikeError) {
        self.init(try InfoRequest(name, []), read)
    }
}

extension InfoTopic where Value == Set<String> {
    /// The versions of the servers.
    static var builds: InfoTopic {
        get throws(AerospikeError) {
            try InfoTopic("build") { answers throws(AerospikeError) in Set(try answers.complete().values) }
        }
    }

    /// The namespaces that any node has.
    static var namespaces: InfoTopic {
        get throws(AerospikeError) {
            try InfoTopic("namespaces") { answers throws(AerospikeError) in
                Set(try answers.complete().values.flatMap { $0.split(separator: ";").map(String.init) })
            }
        }
    }
}

extension InfoTopic where Value == NamespaceDetails? {
    /// A namespace, or `nil` where no node knows it.
    static func namespace(_ name: String) throws(AerospikeError) -> InfoTopic {
        InfoTopic(try InfoRequest("namespace", about: name, "namespace")) { answers throws(AerospikeError) in
            let known = try answers.complete().filter { $0.value != "type=unknown" }
            guard !known.isEmpty else { return nil }
            return NamespaceDetails(
                name: name, nodes: known.mapValues { InfoStatistics(parsing: $0, separator: ";") })
        }
    }
}

extension InfoTopic where Value == [SetDetails] {
    /// The sets of a namespace, ordered by name: each node tells `ns=…:set=…:objects=…;ns=…`.
    static func sets(of namespace: String) throws(AerospikeError) -> InfoTopic {
        InfoTopic(try InfoRequest("sets", about: namespace, "namespace")) { answers throws(AerospikeError) in
            var sets: [String: [String: InfoStatistics]] = [:]
            for (node, answer) in try answers.complete() {
                for entry in answer.split(separator: ";") {
                    let statistics = InfoStatistics(parsing: entry, separator: ":")
                    if let set = statistics["set"] { sets[set, default: [:]][node] = statistics }
                }
            }
            return sets.sorted { $0.key < $1.key }
                .map { SetDetails(dataSet: .of(namespace, $0.key), nodes: $0.value) }
        }
    }
}

extension InfoTopic where Value == [NodeDetails] {
    /// The nodes, ordered by name: each tells its version, such as `Aerospike Community Edition build 8.1.2.0`.
    static func nodes(_ nodes: [Node]) throws(AerospikeError) -> InfoTopic {
        try InfoTopic("version") { answers throws(AerospikeError) in
            let versions = try answers.complete()
            return nodes.compactMap { node in
                versions[node.name].map { version in
                    NodeDetails(name: node.name, host: node.host, version: version, build: node.build)
                }
            }
            .sorted { $0.name < $1.name }
        }
    }
}

extension InfoTopic where Value == Bool {
    /// Whether all nodes are of one cluster that is not about to change: they name the same key of it, and none refuses.
    static var isClusterStable: InfoTopic {
        get throws(AerospikeError) {
            try InfoTopic("cluster-stable:") { answers throws(AerospikeError) in
                // A refusal is an answer; what came of no answer at all is not known.
                let others = answers.filter { (try? $0.value.get()) != nil || $0.value.failure?.resultCode == nil }
                return Set(try others.complete().values).count == 1 && others.count == answers.count
            }
        }
    }
}

extension Result where Failure == AerospikeError {
    /// Why there is no value, if there is none.
    var failure: AerospikeError? { if case .failure(let error) = self { error } else { nil } }
}
