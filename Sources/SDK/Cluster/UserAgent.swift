/// How a client calls itself to servers that keep count of their clients.
///
/// Source: `as_node_set_user_agent` of the C client: `1,<language>-<version>,<application>` in base64, where 1 is the
/// version of the form.
struct UserAgent: Hashable {
    private let value: String

    /// The name of the application is the definition's, else the user's.
    init(_ definition: ClusterDefinition) {
        let application = definition.applicationID ?? definition.credentials?.user ?? "not-set"
        var text = "1,swift-\(ClientVersion.current),\(application)"
        while text.utf8.count > ClusterLimits.userAgentLength { text.removeLast() }
        value = Base64.encode(Array(text.utf8))
    }

    /// The info request that says it.
    ///
    /// - Parameter build: The server's version.
    /// - Returns: `nil` for a server that does not know the request, and would log a warning.
    func request(to build: String) -> String? {
        let parts = build.split(separator: ".").map { Int($0) ?? 0 }
        guard let major = parts.first, (major, parts.dropFirst().first ?? 0) >= (8, 1) else { return nil }
        return "user-agent-set:value=\(value)"
    }
}

/// The version of this client.
package enum ClientVersion {
    /// The version, such as `1.2.3`.
    package static let current = "0.1.0"
}
