internal import AerospikeSDK

/// A definition in the words of a profile, as `docs/PROFILES.md` describes them.
struct SandboxProfile: Sendable {
    private let definition: ClusterDefinition
    /// Where the profile says that the password is, from the profile's own folder on.
    let passwordFile: String

    init(_ definition: ClusterDefinition, passwordFile: String) {
        self.definition = definition
        self.passwordFile = passwordFile
    }

    /// What is to be written to the password's file, if the definition has one.
    var password: String? {
        switch definition.credentials {
        case .native(_, let password), .external(_, let password), .externalInsecure(_, let password):
            // One line break at the end is not of the password.
            password.reveal() + "\n"
        case .certificate, nil: nil
        }
    }

    /// The text of the file.
    var text: String {
        let lines =
            ["cluster:"] + cluster.map { "  \($0)" }
            + section("tls", tls).map { "  \($0)" } + section("auth", auth).map { "  \($0)" }
        return "# Leads to an embedded cluster, for as long as that runs.\n" + lines.joined(separator: "\n") + "\n"
    }

    private var cluster: [String] {
        var lines: [String] = []
        if let name = definition.clusterName { lines.append("name: \(quoted(name))") }
        lines.append("hosts: [\(definition.hosts.map { quoted("\($0)") }.joined(separator: ", "))]")
        if definition.usesServicesAlternate { lines.append("services_alternate: true") }
        if !definition.preferredRacks.isEmpty {
            lines.append("racks: [\(definition.preferredRacks.map { "\($0)" }.joined(separator: ", "))]")
        }
        let map = definition.addressMap.entries.map { "\(quoted($0.key.text)): \(quoted($0.value.text))" }.sorted()
        if !map.isEmpty { lines.append("ip_map: { \(map.joined(separator: ", ")) }") }
        if !definition.detectsLoadBalancers { lines.append("detect_load_balancers: false") }
        if definition.forcesSingleNode { lines.append("force_single_node: true") }
        return lines
    }

    private var tls: [String] {
        guard let tls = definition.tls else { return [] }
        let files = [
            ("name", tls.name), ("ca_file", tls.caFile), ("client_cert_file", tls.clientCertFile),
            ("client_key_file", tls.clientKeyFile),
        ]
        var lines = files.compactMap { key, value in value.map { "\(key): \(quoted($0))" } }
        if !tls.protocols.isEmpty { lines.append("protocols: [\(tls.protocols.joined(separator: ", "))]") }
        if tls.forLoginOnly { lines.append("for_login_only: true") }
        return lines
    }

    private var auth: [String] {
        guard let credentials = definition.credentials else { return [] }
        var lines = ["mode: \(credentials.mode.rawValue)"]
        if let user = credentials.user {
            lines += ["user: \(quoted(user))", "password_file: \(quoted(passwordFile))"]
        }
        return lines
    }

    private func section(_ name: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["\(name):"] + lines.map { "  \($0)" }
    }

    /// A text in double quotes, in which only these characters mean something.
    private func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\u{0}"..<" ", "\u{7F}": "\\x\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))"
            default: "\(scalar)"
            }
        }
        return "\"\(escaped.joined())\""
    }
}

extension AddressMap.Endpoint {
    fileprivate var text: String { port.map { "\(Host(host, $0))" } ?? host }
}
