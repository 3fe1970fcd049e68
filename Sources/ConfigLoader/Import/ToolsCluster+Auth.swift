import AerospikeSDK

extension ToolsCluster {
    /// Carries the login over, if there is one.
    func carryAuth(_ draft: inout ImportDraft) {
        let mode = value("auth").flatMap { Self.modes.decode($0.node, $0.place, &draft.problems) }
        if mode == .certificate { return carryCertificate(&draft) }
        guard let user = value("user"), let name = draft.text(user) else {
            for key in ["auth", "password"] {
                guard let place = value(key)?.place else { continue }
                draft.note(place, "there is no 'user'; it is left out")
            }
            return
        }
        if mode == .external, !isEncrypted, let place = value("auth")?.place {
            draft.problems.add(
                .contradiction, at: place.keyRange, "external logins send the password as it is: they need TLS",
                help: "set tls-enable, or on a test network write auth = \"EXTERNAL_INSECURE\"")
        }
        if let mode { draft.set(Self.path + ["mode"], mode.rawValue, from: user.place) }
        draft.set(Self.path + ["user"], YAMLText.quoted(name), from: user.place)
        var password = value("password")
        if password?.node.text.map({ $0.isEmpty || Self.prompts.contains($0) }) ?? true { password = nil }
        guard var password else {
            draft.set(Self.path + ["password"], YAMLText.reference(ImportDraft.passwordVariable), from: user.place)
            return draft.note(user.place, "a tool asks for the password; \(ImportDraft.passwordHint)")
        }
        password.sections = [Self.path]
        draft.carryPassword(password, to: "password", orFile: "password_file")
    }

    private func carryCertificate(_ draft: inout ImportDraft) {
        guard let mode = value("auth") else { return }
        guard draft.settings.contains(["cluster", "tls", "client_cert_file"]) else {
            return draft.problems.add(
                .contradiction, at: mode.place.keyRange, "logins by certificate need one",
                help: "set tls-enable, tls-certfile and tls-keyfile")
        }
        draft.set(Self.path + ["mode"], AuthMode.certificate.rawValue, from: mode.place)
        for key in ["user", "password"] {
            guard let value = value(key), value.node.text?.isEmpty == false else { continue }
            draft.note(value.place, "the certificate names the user; it is left out")
        }
    }

    private static let path = ["cluster", "auth"]

    /// What stands for a password that is to be asked for.
    private static let prompts: Set = ["prompt", "DEFAULTPASSWORD"]

    private static let modes = ValueKind<AuthMode>.oneOf([
        ("INTERNAL", .native), ("EXTERNAL", .external), ("EXTERNAL_INSECURE", .externalInsecure), ("PKI", .certificate),
    ])
}

/// How tools refer to a secret that is not in the file.
enum SecretReference: Hashable {
    case variable(String)
    case encodedVariable(String)
    case encoded(String)
    case file(String)
    /// In a service that hands out secrets.
    case service

    /// Parses a reference; `nil` for a secret that stands there as it is.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "env": self = .variable(parts[1])
        case "env-b64": self = .encodedVariable(parts[1])
        case "b64": self = .encoded(parts[1])
        case "file": self = .file(parts[1])
        case "secrets": self = .service
        default: return nil
        }
    }
}

extension ImportDraft {
    /// The variable that is referred to where a profile cannot say what the file does.
    static let passwordVariable = "AEROSPIKE_PASSWORD"

    static let passwordHint = "set \(passwordVariable), or name a file instead"

    /// Carries a password over, by reference where it is one.
    ///
    /// - Parameters:
    ///   - key: The key for a password.
    ///   - fileKey: The key for the file of one.
    mutating func carryPassword(_ value: ForeignValue, to key: String, orFile fileKey: String) {
        guard let text = text(value) else { return }
        switch SecretReference(text) {
        case .variable(let name) where Reference(name)?.target == .variable(name):
            set([key], YAMLText.reference(name), for: value)
        case .file(let path) where !path.isEmpty:
            set([fileKey], YAMLText.quoted(path), for: value)
        case .encoded(let code):
            guard let bytes = Base64.decode(code), let password = String(validating: bytes, as: UTF8.self),
                !password.isEmpty
            else {
                return problems.add(
                    .invalidValue, at: value.place.keyRange, "\(value.place.key.quoted) is not base64 of a text")
            }
            // As tools do: one line break at the end does not belong to the password.
            setPlain(password.hasSuffix("\n") ? String(password.dropLast()) : password, key, fileKey, value)
        case nil: setPlain(text, key, fileKey, value)
        default:
            set([key], YAMLText.reference(Self.passwordVariable), for: value)
            note(value.place, "a profile cannot get it in this way; \(Self.passwordHint)")
        }
    }

    private mutating func setPlain(_ password: String, _ key: String, _ fileKey: String, _ value: ForeignValue) {
        set([key], YAMLText.quoted(password), for: value)
        note(
            value.place,
            "warning: the profile holds the password itself; put it in a file, and name that in '\(fileKey)'")
    }
}
