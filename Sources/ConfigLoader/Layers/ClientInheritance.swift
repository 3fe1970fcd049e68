/// Carries out `like`: gives a client the settings of another that it does not have itself.
struct ClientInheritance {
    /// A profile whose clients have all their settings, and what prevents it.
    struct Result {
        var root: YAMLNode

        /// What is wrong with the names of other clients.
        var problems: [Problem] = []

        /// The clients that lack what they should have inherited.
        var incomplete: Set<SourceRange> = []
    }

    private var problems: [Problem] = []
    private var incomplete: Set<String> = []
    private let clients: [(name: String, node: YAMLNode)]
    private var complete: [String: YAMLNode] = [:]
    private var inheritedNodes = 0

    static func carryOut(in root: YAMLNode) -> Result {
        guard case .mapping(var entries) = root.content,
            let index = entries.firstIndex(where: { $0.key.text == ProfileContents.clientsKey }),
            case .mapping(var clients) = entries[index].value.content
        else { return Result(root: root) }
        var inheritance = ClientInheritance(cluster: root.entry("cluster")?.value, clients)
        for index in clients.indices {
            guard let name = clients[index].key.text else { continue }
            clients[index].value = inheritance.completed(clients[index].value, path: [name])
        }
        entries[index].value.content = .mapping(clients)
        let incomplete = inheritance.clients.filter { inheritance.incomplete.contains($0.name) }
        var result = Result(
            root: root, problems: inheritance.problems, incomplete: Set(incomplete.map(\.node.range)))
        result.root.content = .mapping(entries)
        return result
    }

    private init(cluster: YAMLNode?, _ clients: [YAMLNode.Entry]) {
        self.clients =
            (cluster.map { [(ClusterSection.defaultClient, $0)] } ?? [])
            + clients.compactMap { entry in entry.key.text.map { ($0, entry.value) } }
    }

    /// A client with all that it inherits.
    ///
    /// - Parameter path: The client and those that are like it, the one asked for first.
    private mutating func completed(_ client: YAMLNode, path: [String]) -> YAMLNode {
        guard let name = path.last, let like = client.entry(ClusterSection.likeKey)?.value else { return client }
        guard let other = like.text, !other.isEmpty, !like.isNull else {
            incomplete.insert(name)
            return client
        }
        if let known = complete[name] { return known }
        let inherited = inherited(Located(other, at: like.range), path: path)
        if inherited == nil || incomplete.contains(other) { incomplete.insert(name) }
        let result = inherited.map { Overlay.lay(client, over: $0) } ?? client
        complete[name] = result
        return result
    }

    /// What another client hands down.
    private mutating func inherited(_ like: Located<String>, path: [String]) -> YAMLNode? {
        guard let client = clients.first(where: { $0.name == like.value })?.node else {
            let names = clients.map(\.name).filter { $0 != path.last }
            note(
                .unknownName, like, "there is no client \(like.value.quoted)",
                expected: names.isEmpty ? nil : names.formattedAsChoice,
                suggestion: EditDistance.nearest(to: like.value, among: names))
            return nil
        }
        // What is no mapping is told where it stands.
        guard client.mapping != nil else { return nil }
        if let start = path.firstIndex(of: like.value) {
            note(
                .parentCycle, like, "\(like.value.quoted) is like itself",
                help: "one of these must be like another: \(path[start...].map(\.printable).joined(separator: ", "))")
            return nil
        }
        let inherited = completed(client, path: path + [like.value]).without(ClusterSection.likeKey)
        inheritedNodes += inherited.weight
        guard inheritedNodes <= ProfileLimits.inheritedNodes else {
            note(.limit, like, "clients inherit more than \(ProfileLimits.inheritedNodes) keys and values")
            return nil
        }
        return inherited
    }

    private mutating func note(
        _ code: Diagnostic.Code,
        _ like: Located<String>,
        _ message: String,
        expected: String? = nil,
        suggestion: String? = nil,
        help: String? = nil
    ) {
        problems.append(
            Problem(
                code: code, range: like.range, message: message, expected: expected, suggestion: suggestion,
                help: help))
    }
}

extension YAMLNode {
    /// The node, if it is a mapping, without the entries of a key.
    fileprivate func without(_ key: String) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        var node = self
        node.content = .mapping(entries.filter { $0.key.text != key })
        return node
    }
}
