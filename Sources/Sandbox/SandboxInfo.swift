internal import AerospikeSDK

/// One info request: a name, and parameters after the first `:` or `/`.
struct SandboxInfoRequest {
    let name: String
    let parameters: String

    init(_ line: String) {
        let end = line.firstIndex { $0 == ":" || $0 == "/" }
        name = String(line[..<(end ?? line.endIndex)])
        parameters = end.map { String(line[line.index(after: $0)...]) } ?? ""
    }

    /// The value of `key=value` among the parameters, which semicolons part.
    func value(_ key: String) -> String? {
        for parameter in parameters.split(separator: ";") {
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == key { return String(parts[1]) }
        }
        return nil
    }
}

extension SandboxState {
    /// What a request without names is answered with.
    private static let summary = [
        "features", "node", "edition", "build", "version", "statistics", "services", "partition-generation",
    ]

    private static let truncations: Set = ["truncate", "truncate-namespace"]

    /// Answers the lines of an info request.
    mutating func answers(
        to lines: [String],
        node: Int,
        userAgent: inout String?,
        permissions: SandboxPermissions = .all,
        now: SandboxTime
    ) -> [InfoMessage.Answer] {
        var length = 0
        var answers: [InfoMessage.Answer] = []
        for line in (lines.isEmpty ? Self.summary : lines).prefix(SandboxLimits.infoNames) {
            guard length < SandboxLimits.infoLength else { break }
            let request = SandboxInfoRequest(line)
            let isAllowed = permissions.contains(.truncate) || !Self.truncations.contains(request.name)
            let value =
                isAllowed
                ? answer(to: request, node: node, userAgent: &userAgent, now: now)
                : Self.refusal(.roleViolation, "role violation - requires permission 'truncate'")
            length += line.utf8.count + value.utf8.count
            answers.append(InfoMessage.Answer(line, value))
        }
        return answers
    }

    private mutating func answer(
        to request: SandboxInfoRequest,
        node: Int,
        userAgent: inout String?,
        now: SandboxTime
    ) -> String {
        switch request.name {
        case _ where Self.truncations.contains(request.name): return truncate(request, now: now)
        case "user-agent-set": return setUserAgent(request, &userAgent, node: node)
        case "user-agents": return nodes[node].userAgentList
        case "namespace": return statistics(ofNamespace: request.parameters, node: node, now: now)
        case "sets": return sets(request.parameters, node: node)
        case "statistics": return statistics(of: node)
        case "cluster-stable": return clusterStable(request, node: node)
        case "racks": return racks(request, node: node)
        default:
            return self.constant(request.name) ?? identity(request.name, node: node)
                ?? services(request.name, node: node)
                ?? Self.refusal(.parameterError, "unrecognized command")
        }
    }

    static func refusal(_ code: ResultCode, _ message: String) -> String {
        "ERROR:\(code.rawValue):\(message)"
    }

    /// What does not depend on the node.
    private func constant(_ name: String) -> String? {
        switch name {
        case "build": "8.1.2.0"
        case "version": "\(configuration.edition.title) build 8.1.2.0"
        case "edition": configuration.edition.title
        case "status": "ok"
        case "partitions": "\(PartitionID.count)"
        case "features": Self.features
        case "namespaces": configuration.namespaces.joined(separator: ";")
        case "cluster-name": configuration.clusterName ?? "null"
        case "sindex-list", "sindex", "udf-list", "health-outliers": ""
        case "sindex-create": Self.refusal(.unsupportedFeature, "the sandbox has no secondary indexes")
        case "sindex-delete": "ok"
        case "sindex-exists": "false"
        case "sindex-stat": Self.refusal(.indexNotFound, "no index")
        default: refusalOfEdition(name)
        }
    }

    /// What a Community Edition says of what only the other has, and an Enterprise Edition of what the sandbox lacks.
    private func refusalOfEdition(_ name: String) -> String? {
        if Self.enterpriseOnly.contains(name) {
            guard configuration.edition == .enterprise else { return Self.refusedEdition }
            return Self.played.contains(name) ? nil : Self.refusal(.unsupportedFeature, "the sandbox has no \(name)")
        }
        return nil
    }

    static let refusedEdition = refusal(.enterpriseOnly, "enterprise only")

    /// What the sandbox has of ``enterpriseOnly``.
    private static let played: Set<String> = [
        "rack-ids", "racks", "peers-tls-std", "peers-tls-alt", "service-tls-std", "service-tls-alt",
    ]

    private static let enterpriseOnly: Set<String> = [
        "rack-ids", "racks", "roster", "roster-set", "quiesce", "quiesce-undo", "revive", "feature-key",
        "peers-tls-std", "peers-tls-alt", "service-tls-std", "service-tls-alt", "alumni-tls-std", "alumni-tls-alt",
        "masking", "masking-show", "xdr-dc-state", "xdr-get-filter", "xdr-set-filter",
    ]

    private static let features =
        "batch-any;batch-index;blob-bits;cdt-index;cdt-list;cdt-map;cluster-stable;float;geo;sindex-exists;peers;"
        + "pipelining;pquery;pscans;query-show;relaxed-sc;replicas;replicas-all;replicas-master;replicas-max;"
        + "truncate-namespace;udf"
}

extension SandboxState {
    /// Source of the refusals: answers of a server of version 8.1.2.
    private mutating func truncate(_ request: SandboxInfoRequest, now: SandboxTime) -> String {
        guard let name = request.value("namespace"), !name.isEmpty else {
            return Self.refusal(.invalidNamespace, "missing 'namespace'")
        }
        let set = request.value("set")
        if request.name == "truncate", set?.isEmpty != false {
            return Self.refusal(.parameterError, "missing 'set'")
        }
        guard set?.utf8.count ?? 0 <= WireLimits.setNameLength else {
            return Self.refusal(.parameterError, "'set' value too long")
        }
        var limit = SandboxTime.distantFuture
        if let text = request.value("lut") {
            guard let time = SandboxTime(unixNanoseconds: text), time.milliseconds > 0 else {
                return Self.refusal(.parameterError, "would truncate to 0")
            }
            guard time.milliseconds <= now.milliseconds else {
                return Self.refusal(.parameterError, "would truncate in the future")
            }
            limit = time
        }
        // A namespace that is not there is no error: the server passes the wish on to the cluster and answers at once.
        guard let namespace = store.index(of: Array(name.utf8)) else { return "ok" }
        store[namespace].truncate(set: request.name == "truncate" ? set : nil, before: limit)
        return "ok"
    }

    private mutating func setUserAgent(
        _ request: SandboxInfoRequest,
        _ userAgent: inout String?,
        node: Int
    ) -> String {
        guard let value = request.value("value"), !value.isEmpty else {
            return Self.refusal(.parameterError, "missing 'value'")
        }
        guard value.utf8.count <= SandboxLimits.userAgentLength else {
            return Self.refusal(.parameterError, "'value' value too long")
        }
        guard Base64.decode(value) != nil else { return Self.refusal(.parameterError, "'value' invalid base64") }
        nodes[node].forget(userAgent)
        nodes[node].userAgents[value, default: 0] += 1
        userAgent = value
        return "ok"
    }

    private func clusterStable(_ request: SandboxInfoRequest, node: Int) -> String {
        if let size = request.value("size"), Int(size) != topology.members(with: node).count {
            return Self.refusal(.clusterKeyMismatch, "cluster not specified size")
        }
        if let name = request.value("namespace"), store.index(of: Array(name.utf8)) == nil {
            return Self.refusal(.invalidNamespace, "namespace not found on node")
        }
        return clusterKey(of: node)
    }

    /// The same on all nodes of a part of the cluster, and another one after each change of the cluster.
    func clusterKey(of node: Int) -> String {
        let key = 0x5A4D_B000_0000 + topology.parts[node] << 24 + topology.rebalanceGeneration
        return String(key, radix: 16, uppercase: true)
    }
}
