package import AerospikeSDK

/// One value that holds in a profile, and where it comes from.
package struct EffectiveValue: Hashable, Sendable {
    /// Where a value comes from.
    package enum Origin: Hashable, Sendable {
        /// A place in the profile, or in one that it extends; and what was filled in there, if anything was.
        case file(String, line: Int, column: Int, filledFrom: [String])
        /// An environment variable that lies over the profile, or chooses it.
        case variable(String)
        /// What was given with the command.
        case argument
        /// Nobody said anything else.
        case builtIn
    }

    /// What the value says: readable, or covered and good only for comparing.
    package enum Content: Hashable, Sendable {
        case text(String)
        case secret(Secret)
        /// Nothing is said, and nothing holds in its place.
        case unset
    }

    /// The keys that lead to the value, such as `cluster.tls.name`.
    package let path: String
    package let content: Content
    package let origin: Origin

    package init(path: String, content: Content, origin: Origin) {
        self.path = path
        self.content = content
        self.origin = origin
    }

    /// Whether the value must not be shown.
    package var isSecret: Bool { if case .secret = content { true } else { false } }

    /// The value as it may be shown.
    package var shown: String {
        switch content {
        case .text(let text): text
        case .secret: "••••••••"
        case .unset: "unset"
        }
    }
}

extension EffectiveValue.Origin: CustomStringConvertible {
    /// Such as `profiles/prod.yaml:12`, `AEROSPIKE_HOSTS` or `default`.
    package var description: String {
        switch self {
        case .file(let file, let line, _, let sources):
            "\(file.printable):\(line)" + (sources.isEmpty ? "" : ", from \(sources.joined(separator: ", "))")
        case .variable(let name): name
        case .argument: "command line"
        case .builtIn: "default"
        }
    }
}
