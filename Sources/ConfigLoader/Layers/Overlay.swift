/// Lays one mapping over another: what the upper says holds, and all else of the lower shows through.
///
/// Mappings are laid over each other key by key; a list or a scalar covers what is below it as a whole. A key whose
/// value is written `~` takes away what is below.
enum Overlay {
    /// - Parameters:
    ///   - upper: What holds.
    ///   - lower: What shows through.
    ///   - key: The key whose values these are; empty for whole profiles.
    static func lay(_ upper: YAMLNode, over lower: YAMLNode, key: String = "") -> YAMLNode {
        guard case .mapping(let own) = upper.content, case .mapping(let inherited) = lower.content else {
            return upper
        }
        let below = Dictionary(inherited.compactMap { entry in entry.key.text.map { ($0, entry.value) } }) { one, _ in
            one
        }
        var covered = Displacement.keys(displacedBy: own, in: key)
        var entries: [YAMLNode.Entry] = []
        for var entry in own {
            if let name = entry.key.text, let lower = below[name] {
                covered.insert(name)
                if entry.value.takesAway { continue }
                entry.value = lay(entry.value, over: lower, key: name)
            }
            entries.append(entry)
        }
        var result = upper
        result.content = .mapping(entries + inherited.filter { entry in !covered.contains(entry.key.text ?? "") })
        return result
    }
}

/// Keys that say the same in different ways: whoever gives one of them means none of the others that are below.
private struct Displacement {
    var section: String
    var key: String
    var value: String?
    var displaced: [String]

    static let all = [
        Displacement(section: "auth", key: "password", displaced: ["password_file"]),
        Displacement(section: "auth", key: "password_file", displaced: ["password"]),
        Displacement(
            section: "auth", key: "mode", value: "certificate", displaced: ["user", "password", "password_file"]),
        Displacement(section: "tls", key: "client_key_password", displaced: ["client_key_password_file"]),
        Displacement(section: "tls", key: "client_key_password_file", displaced: ["client_key_password"]),
    ]

    static func keys(displacedBy entries: [YAMLNode.Entry], in section: String) -> Set<String> {
        let matching = all.filter { rule in
            rule.section == section
                && entries.contains { entry in
                    entry.key.text == rule.key && (rule.value == nil || entry.value.text == rule.value)
                }
        }
        return Set(matching.flatMap(\.displaced))
    }
}
