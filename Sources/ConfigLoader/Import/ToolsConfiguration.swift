import AerospikeSDK

/// The configuration of Aerospike's command-line tools: what of a cluster's table a profile can say.
enum ToolsConfiguration {
    /// The tables that stand in such a file, each also with `_NAME` behind it.
    static let tools: Set<String> = [
        clusterTable, adminTable, "asinfo", "aql", "asbackup", "asrestore", "asloader", "asbench", "asvalidation",
        "asconfig", "uda", "include",
    ]

    private static let clusterTable = "cluster"
    private static let adminTable = "asadm"

    /// Carries the tables of one instance over.
    static func carry(_ root: YAMLNode, instance: String?, _ draft: inout ImportDraft) {
        let suffix = instance.map { "_\($0)" } ?? ""
        let tables = draft.entries(root, at: .profile)
        guard let cluster = tables.first(where: { $0.name == clusterTable + suffix }) else {
            return refuse(instance, tables, &draft)
        }
        var table = ToolsCluster(entries: draft.entries(cluster.value, at: cluster.place))
        table.carry(&draft)
        for other in tables where other.name != cluster.name {
            if other.name == adminTable + suffix {
                draft.carry(draft.entries(other.value, at: other.place), into: [["cluster"]], admin)
            } else if other.name == "include" {
                draft.note(other.place, "included files are not read; import them by themselves")
            } else if other.name.hasPrefix(clusterTable + "_") {
                let name = other.name.dropFirst(clusterTable.utf8.count + 1)
                draft.note(other.place, "another instance; import it with --instance \(String(name).shown)")
            } else if other.name == clusterTable {
                draft.note(other.place, "another instance; import it without --instance")
            } else {
                draft.note(other.place, "it does not say where this cluster is; it is left out")
            }
        }
    }

    private static let admin: [ImportRule] =
        [
            .flag("services-alternate", "services_alternate"),
            .flag("single-node", "force_single_node"),
        ]
        + ["timeout", "enable", "no-color", "line-separator", "services-alumni", "single-node-mode"].map {
            .dropped($0, "it is for the tool alone")
        }

    private static func refuse(_ instance: String?, _ tables: [NamedNode], _ draft: inout ImportDraft) {
        let instances = tables.map(\.name).filter { $0.hasPrefix(clusterTable + "_") }
            .map { String($0.dropFirst(clusterTable.utf8.count + 1)) }
        draft.problems.add(
            .unknownName, at: .beginning,
            instance.map { "there is no table [\(clusterTable)_\($0.shown)]" } ?? "there is no table [\(clusterTable)]",
            expected: instances.isEmpty ? nil : "an --instance of \(instances.formattedAsChoice)",
            suggestion: instance.flatMap { EditDistance.nearest(to: $0, among: instances) })
    }
}

/// The table of one cluster.
struct ToolsCluster {
    let entries: [NamedNode]
    var isEncrypted = false

    init(entries: [NamedNode]) { self.entries = entries }

    /// Carries all keys over.
    mutating func carry(_ draft: inout ImportDraft) {
        isEncrypted = value("tls-enable").flatMap { draft.flag($0) } ?? false
        carryHosts(&draft)
        draft.carry(entries.filter { !Self.otherKeys.contains($0.name) }, into: [["cluster"]], Self.rules)
        carryTLS(&draft)
        carryAuth(&draft)
        let paths = ["tls-cafile", "tls-capath", "tls-certfile", "tls-keyfile"].compactMap { value($0)?.node.text }
        if isEncrypted, paths.contains(where: { !$0.isEmpty && !$0.hasPrefix("/") }) {
            draft.note("tools take paths from where they are run, a profile takes them from its own folder")
        }
    }

    /// A key's value.
    func value(_ key: String) -> ForeignValue? {
        entries.first { $0.name == key }.map { ForeignValue(node: $0.value, place: $0.place, sections: [["cluster"]]) }
    }

    /// The keys that are carried over together with others.
    private static let otherKeys = Set(
        ["host", "port", "user", "password", "auth", "tls-enable"] + tlsRules.map(\.key))

    private static let rules: [ImportRule] = [
        .flag("services-alternate", "services_alternate"),
        .text("cluster-name", "name"),
        .dropped("timeout", "tools wait otherwise than clients do"),
    ]

    private func carryHosts(_ draft: inout ImportDraft) {
        let port = value("port").flatMap { draft.number($0, in: 1...65535) }.flatMap(UInt16.init(exactly:))
        let host = value("host")
        let text = host.flatMap { draft.text($0) } ?? "127.0.0.1"
        do throws(HostParsingError) {
            var hosts = try Host.parse(list: text, defaultPort: port ?? Host.defaultPort)
            if !isEncrypted, let host, hosts.contains(where: { $0.tlsName != nil }) {
                draft.note(host.place, "'tls-enable' is not true; TLS names of hosts are left out")
                for index in hosts.indices { hosts[index].tlsName = nil }
            }
            draft.set(["cluster", "hosts"], YAMLText.list(hosts.map(\.description)), from: host?.place ?? .profile)
        } catch {
            guard let host else { return }
            draft.problems.add(
                .invalidHost, at: host.node.range, "\(error.text.quoted) is not a host", help: error.problem.printable)
        }
    }
}
