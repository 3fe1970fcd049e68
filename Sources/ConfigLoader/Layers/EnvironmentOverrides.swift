/// The variables of the environment that lie over a profile: what a job changes without a file.
struct EnvironmentOverrides {
    /// A variable and the key that it stands for.
    struct Variable: Sendable {
        let name: String
        /// The sections and the key, outermost first.
        let keys: [String]
        var kind = Kind.text

        enum Kind: Sendable { case text, boolean }
    }

    /// All that are heeded, in the order of the documentation.
    static let variables = [
        Variable(name: "AEROSPIKE_HOSTS", keys: ["cluster", "hosts"]),
        Variable(name: "AEROSPIKE_USER", keys: ["cluster", "auth", "user"]),
        Variable(name: "AEROSPIKE_PASSWORD_FILE", keys: ["cluster", "auth", "password_file"]),
        Variable(
            name: "AEROSPIKE_USE_SERVICES_ALTERNATE", keys: ["cluster", "services_alternate"], kind: .boolean),
    ]

    /// The variables that are set, as layers; one that is empty counts as not set.
    ///
    /// - Parameter index: That of the first of them among the profile's layers.
    static func layers(_ environment: Environment, from index: Int) -> [Layer] {
        var layers: [Layer] = []
        for variable in variables {
            guard let value = environment(variable.name), !value.isEmpty else { continue }
            let root = variable.root(value, layer: UInt16(clamping: index + layers.count))
            layers.append(Layer(variable: variable.name, value: value, root: root))
        }
        return layers
    }
}

extension EnvironmentOverrides.Variable {
    /// The value at its place in an otherwise empty profile.
    fileprivate func root(_ value: String, layer: UInt16) -> YAMLNode {
        let end = SourcePosition(line: 1, column: UInt32(clamping: value.unicodeScalars.count + 1))
        let range = SourceRange(.start, end, layer: layer)
        let text = value.utf8.count <= ProfileLimits.scalarBytes ? meaning(of: value) : ""
        let leaf = YAMLNode(content: .scalar(text, isPlain: true), range: range, origins: [.variable(name)])
        return keys.reversed().reduce(leaf) { value, key in
            let key = YAMLNode(content: .scalar(key, isPlain: true), range: range)
            return YAMLNode(content: .mapping([YAMLNode.Entry(key: key, value: value)]), range: range)
        }
    }

    /// Environments know no booleans, only habits.
    private func meaning(of value: String) -> String {
        switch (kind, value) {
        case (.boolean, "1"): "true"
        case (.boolean, "0"): "false"
        default: value
        }
    }
}
