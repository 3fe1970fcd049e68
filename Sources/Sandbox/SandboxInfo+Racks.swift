internal import AerospikeSDK

extension SandboxConfiguration {
    /// The rack of a node for a namespace; 0 where none is configured.
    func rack(of node: Int, in namespace: String) -> Int {
        let racks = racksByNamespace[namespace] ?? racks
        return racks.isEmpty ? 0 : racks[node % racks.count]
    }
}

extension SandboxState {
    /// The rack of a node for each namespace: `test:1;bar:2`.
    func rackIDs(of node: Int) -> String {
        configuration.namespaces.enumerated().map { namespace, name in
            "\(name):\(topology.racks[namespace][node])"
        }.joined(separator: ";")
    }

    /// The nodes of each rack: `ns=test:rack_1=A1,A3:rack_2=A2;ns=…`, without `ns=…` where a namespace is asked for.
    ///
    /// Source: `cmd_racks` and `namespace_rack_info` of the server.
    func racks(_ request: SandboxInfoRequest, node: Int) -> String {
        guard configuration.edition == .enterprise else { return Self.refusedEdition }
        if let name = request.value("namespace") {
            guard let namespace = store.index(of: Array(name.utf8)) else {
                return Self.refusal(.invalidNamespace, "unknown namespace")
            }
            return racks(of: namespace, node: node)
        }
        return configuration.namespaces.enumerated().map { namespace, name in
            "ns=\(name):\(racks(of: namespace, node: node))"
        }.joined(separator: ";")
    }

    private func racks(of namespace: Int, node: Int) -> String {
        let members = Dictionary(grouping: topology.members(with: node)) { topology.racks[namespace][$0] }
        return members.sorted { $0.key < $1.key }.map { rack, nodes in
            "rack_\(rack)=\(nodes.map { self.nodes[$0].name }.joined(separator: ","))"
        }.joined(separator: ":")
    }
}
