import AerospikeSDK

/// Walks a profile along the description of the format, and notes each value that holds.
struct EffectiveWalk {
    private(set) var values: [EffectiveValue] = []

    private let layers: [Layer.Name]

    init(layers: [Layer.Name]) {
        self.layers = layers
    }

    /// Notes the values of a whole profile.
    mutating func visit(_ parsed: ParsedProfile) {
        let root = parsed.source.root
        if let cluster = root.entry(ProfileContents.clusterKey)?.value {
            visit(ClusterSection.section.description, cluster, at: ProfileContents.clusterKey)
            visitSystem(root, cluster, at: "system")
        }
        for client in root.entry(ProfileContents.clientsKey)?.value.mapping ?? [] {
            let path = "\(ProfileContents.clientsKey).\(client.key.text ?? "")"
            visit(ClusterSection.clientSection.description, client.value, at: path)
            visitSystem(root, client.value, at: "\(path).system")
        }
        visitSessions(root, parsed.contents)
        for field in ProfileFormat.description.fields where ["behaviors", "sandbox", "version"].contains(field.key) {
            guard let node = root.entry(field.key)?.value else { continue }
            visit(field.shape, node, at: field.key, fallbacks: field.key == "sandbox")
        }
    }

    /// What holds for a client: the entry of its cluster's name over that of all.
    private mutating func visitSystem(_ root: YAMLNode, _ cluster: YAMLNode, at path: String) {
        let system = root.entry("system")?.value
        let own = cluster.entry("name")?.value.text.flatMap { system?.entry($0)?.value }
        let all = system?.entry(SystemSection.defaultName)?.value
        let node = own.map { own in all.map { Overlay.lay(own, over: $0) } ?? own } ?? all
        for field in SystemSection.section.description.fields {
            guard case .section(let section) = field.shape else { continue }
            visit(section, node?.entry(field.key)?.value, at: "\(path).\(field.key)", showsUnset: false)
        }
    }

    private mutating func visitSessions(_ root: YAMLNode, _ contents: ProfileContents) {
        let given = root.entry("sessions")?.value.mapping ?? []
        let isGiven = given.contains { $0.key.text == ClusterSection.defaultClient }
        if !isGiven, contents.allClients.contains(where: { $0.name == ClusterSection.defaultClient }) {
            visit(SessionSection.section.description, nil, at: "sessions.default")
        }
        for entry in given {
            let path = "sessions.\(entry.key.text ?? "")"
            // The short form names the behavior alone.
            if entry.value.mapping != nil {
                visit(SessionSection.section.description, entry.value, at: path)
            } else {
                add("\(path).client", .text(ClusterSection.defaultClient), .builtIn)
                visit(.text, entry.value, at: "\(path).behavior")
            }
        }
    }

    private mutating func visit(
        _ section: SectionDescription,
        _ node: YAMLNode?,
        at path: String,
        showsUnset: Bool = true
    ) {
        for field in section.fields {
            let path = "\(path).\(field.key)"
            if let value = node?.entry(field.key)?.value {
                visit(field.shape, value, at: path, fallbacks: true)
            } else if let fallback = field.fallback {
                add(path, .text(fallback), .builtIn)
            } else if showsUnset {
                add(path, .unset, .builtIn)
            }
        }
    }

    private mutating func visit(_ shape: ValueShape, _ node: YAMLNode, at path: String, fallbacks: Bool = false) {
        switch (shape, node.content) {
        case (.section(let section), .mapping(let entries)) where fallbacks:
            if entries.isEmpty { add(path, .text("{}"), origin(of: node)) }
            visit(section, node, at: path)
        case (.section(let section), .mapping(let entries)):
            for entry in entries {
                guard let key = entry.key.text, let field = section.fields.first(where: { $0.key == key }) else {
                    continue
                }
                visit(field.shape, entry.value, at: "\(path).\(key)")
            }
        case (.table(let element), .mapping(let entries)):
            for entry in entries { visit(element, entry.value, at: "\(path).\(entry.key.text ?? "")") }
        case (_, .sequence(let elements)):
            add(path, .text(elements.compactMap(\.text).joined(separator: ", ")), origin(of: elements.first ?? node))
        case (_, .scalar(let text, _)):
            add(path, content(text, shape, node, path), origin(of: node))
        case (_, .mapping): break
        }
    }

    private func content(
        _ text: String,
        _ shape: ValueShape,
        _ node: YAMLNode,
        _ path: String
    ) -> EffectiveValue.Content {
        if case .path = shape {
            return .text(ProfilePath.absolute(text, besides: layer(of: node)?.path))
        }
        // What stands under a word such as `password` is covered wherever it stands.
        let key = path.split(separator: ".").last.map(String.init) ?? path
        if case .secret = shape { return .secret(Secret(text)) }
        return SecretMask.isSecret(key: key) ? .secret(Secret(text)) : .text(text)
    }

    private mutating func add(_ path: String, _ content: EffectiveValue.Content, _ origin: EffectiveValue.Origin) {
        values.append(EffectiveValue(path: path, content: content, origin: origin))
    }

    private func origin(of node: YAMLNode) -> EffectiveValue.Origin {
        guard let layer = layer(of: node) else { return .builtIn }
        if layer.isVariable { return .variable(layer.text) }
        let place = node.range.start
        return .file(
            layer.text, line: Int(place.line), column: Int(place.column), filledFrom: node.origins.map(\.description))
    }

    private func layer(of node: YAMLNode) -> Layer.Name? {
        layers.indices.contains(Int(node.range.layer)) ? layers[Int(node.range.layer)] : nil
    }
}

extension Origin: CustomStringConvertible {
    /// Such as `AEROSPIKE_USER` or `/run/secrets/user`.
    var description: String {
        switch self {
        case .variable(let name): name.printable
        case .file(let path): path.printable
        case .fallback: "the reference's default"
        }
    }
}
