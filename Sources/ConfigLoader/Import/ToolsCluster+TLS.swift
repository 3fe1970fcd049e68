extension ToolsCluster {
    /// The keys of TLS.
    static let tlsRules: [ImportRule] = [
        .text("tls-name", "name"),
        file("tls-cafile", "ca_file"),
        file("tls-capath", "ca_path"),
        file("tls-certfile", "client_cert_file"),
        file("tls-keyfile", "client_key_file"),
        ImportRule("tls-keyfile-password") { value, draft in
            draft.carryPassword(value, to: "client_key_password", orFile: "client_key_password_file")
        },
        ImportRule("tls-protocols") { value, draft in
            guard let text = draft.text(value) else { return }
            let versions = protocols(text).filter { ["TLSv1.2", "TLSv1.3"].contains($0) }
            guard !versions.isEmpty else { return draft.note(value.place, "a profile has TLSv1.2 and TLSv1.3 only") }
            draft.set(["protocols"], YAMLText.list(versions), for: value)
        },
        ImportRule("tls-cipher-suite") { value, draft in
            guard let text = draft.text(value) else { return }
            draft.set(["ciphers"], YAMLText.list(text.split(separator: ":").map(String.init)), for: value)
        },
        .flag("tls-login-only", "for_login_only"),
        unlessIdle("tls-crl-check"), unlessIdle("tls-crl-check-all"), unlessIdle("tls-cert-blacklist"),
        unlessIdle("tls-log-session-info"),
    ]

    /// Carries the keys of TLS over, if TLS is on.
    func carryTLS(_ draft: inout ImportDraft) {
        let keys = Set(Self.tlsRules.map(\.key))
        let given = entries.filter { keys.contains($0.name) && $0.value.text?.isEmpty == false }
        guard isEncrypted else {
            if let first = given.first { draft.note(first.place, "'tls-enable' is not true; keys of TLS are left out") }
            return
        }
        var carried = given
        for (key, other) in [("tls-certfile", "tls-keyfile"), ("tls-keyfile", "tls-certfile")] {
            guard let lone = given.first(where: { $0.name == key }), !given.contains(where: { $0.name == other }) else {
                continue
            }
            draft.note(lone.place, "it is of no use without '\(other)'; it is left out")
            carried.removeAll { $0.name == key || $0.name == "tls-keyfile-password" }
        }
        draft.carry(carried, into: [["cluster", "tls"]], Self.tlsRules)
        if !draft.settings.contains(["cluster", "tls"]) { draft.set(["cluster", "tls"], "{}", from: .profile) }
    }

    private static func file(_ key: String, _ path: String) -> ImportRule {
        ImportRule(key) { value, draft in
            guard let text = draft.text(value) else { return }
            guard SecretReference(text) == nil else {
                return draft.note(value.place, "a profile names a file here; write it to one, and name that")
            }
            draft.set([path], YAMLText.quoted(text), for: value)
        }
    }

    /// A key that a profile has nothing for, which says something unless it is false or empty.
    private static func unlessIdle(_ key: String) -> ImportRule {
        ImportRule(key) { value, draft in
            guard value.node.text != "false" else { return }
            draft.note(value.place, "a profile has nothing like it; it is left out")
        }
    }

    /// The versions that Apache's grammar names, such as `-all +TLSv1.2`.
    private static func protocols(_ text: String) -> [String] {
        let all = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]
        var chosen: Set<String> = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            let name = word.drop { $0 == "+" || $0 == "-" }
            let named = name.lowercased() == "all" ? all : all.filter { $0.lowercased() == name.lowercased() }
            if word.hasPrefix("-") { chosen.subtract(named) } else { chosen.formUnion(named) }
        }
        return all.filter(chosen.contains)
    }
}
