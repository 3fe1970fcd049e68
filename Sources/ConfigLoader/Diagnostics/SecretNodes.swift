/// What is secret among the nodes of a profile: what stands under the key of a password, and what was probably meant to.
struct SecretNodes {
    /// Where secrets stand.
    private(set) var ranges: [SourceRange] = []

    /// What no message may quote: texts as messages show them, and parts of them, where quotes or colons divide them.
    private(set) var texts: Set<Substring> = []

    init(_ nodes: [YAMLNode]) {
        for node in nodes { collect(node) }
    }

    private mutating func collect(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let text, _): collect(text, node)
        case .sequence(let elements): for element in elements { collect(element) }
        case .mapping(let entries): collect(entries)
        }
    }

    private mutating func collect(_ entries: [YAMLNode.Entry]) {
        var secret: SourceRange?
        for entry in entries {
            if let text = entry.key.text, SecretMask.isSecret(key: text) {
                collect(text, entry.key)
                ranges.append(entry.value.range)
                secret = entry.value.range
            } else if let last = secret, entry.isRest(of: last) {
                hide(entry.key)
            } else {
                collect(entry.key)
                collect(entry.value)
                secret = nil
            }
        }
    }

    /// A text by itself: it may hold a password with its key, as `password:x` without the space, or as a URL does, and
    /// it may have been filled in from where passwords are kept.
    private mutating func collect(_ text: String, _ node: YAMLNode) {
        if node.origins.contains(where: \.keepsSecrets) { hide(text) }
        if SecretText.holdsSecret(text) { hide(node) }
    }

    private mutating func hide(_ node: YAMLNode) {
        ranges.append(node.range)
        if let text = node.text { hide(text) }
    }

    private mutating func hide(_ text: String) {
        let text = text.shown
        texts.formUnion(text.split(separator: "'"))
        // The first part is a key or a host, and a number a port.
        texts.formUnion(text.split(separator: ":").dropFirst().filter { UInt16($0) == nil })
    }
}

extension YAMLNode.Entry {
    /// Whether this is what `{ password: a,b }` makes of the `b`: a key without a value, right behind a secret.
    fileprivate func isRest(of secret: SourceRange) -> Bool {
        guard key.range.start.line == secret.end.line, case .scalar("", isPlain: true) = value.content,
            value.range.start == value.range.end, let text = key.text
        else { return false }
        return ProfileFormat.sections(with: text).isEmpty
    }
}

extension Origin {
    /// Whether what comes from there may be secret, although it was filled in where nothing is.
    fileprivate var keepsSecrets: Bool {
        switch self {
        case .file: true
        case .variable(let name):
            SecretMask.isSecret(key: name)
                || ["_PW", "TOKEN", "CREDENTIAL"].contains { name.uppercased().contains($0) }
        case .fallback: false
        }
    }
}
