/// The keys of the cross-SDK format in camelCase, as some SDKs spell them.
enum CamelCase {
    /// The key of a profile that a key in camelCase stands for.
    static func snakeCase(_ key: String) -> String? { spellings[key] }

    /// The keys in camelCase, in the order of the file; none when a key is spelled as profiles spell it.
    static func keys(in entries: [YAMLNode.Entry]) -> [YAMLNode] {
        var search = Search()
        for entry in entries { search.look(in: entry.value) }
        return search.findsProfile ? [] : search.found
    }

    /// What is written instead of the keys, as `'sendKey' is 'send_key'`, each once.
    static func translations(of keys: [YAMLNode]) -> [String] {
        var known: Set<String> = []
        return keys.compactMap(\.text).filter { known.insert($0).inserted }.compactMap { key in
            snakeCase(key).map { "'\(key)' is '\($0)'" }
        }
    }

    /// Keys of several words: those of a single one are spelled alike everywhere.
    private static let snakeCaseKeys: Set<String> = {
        let sections = ProfileFormat.sections.filter { section in
            section.path.hasPrefix("behaviors.") || section.path.hasPrefix("system.")
        }
        return Set(sections.flatMap(\.fields).map(\.key).filter { $0.contains("_") })
    }()

    private static let spellings = Dictionary(uniqueKeysWithValues: snakeCaseKeys.map { (camelCase($0), $0) })

    private static func camelCase(_ key: String) -> String {
        let words = key.split(separator: "_")
        return words.dropFirst().reduce(words.first.map(String.init) ?? "") { text, word in
            text + word.prefix(1).uppercased() + word.dropFirst()
        }
    }

    private struct Search {
        var found: [YAMLNode] = []
        var findsProfile = false

        mutating func look(in node: YAMLNode) {
            guard !findsProfile else { return }
            switch node.content {
            case .scalar: break
            case .sequence(let elements): for element in elements { look(in: element) }
            case .mapping(let entries):
                for entry in entries {
                    if let key = entry.key.text {
                        if snakeCaseKeys.contains(key) { findsProfile = true }
                        if spellings[key] != nil { found.append(entry.key) }
                    }
                    look(in: entry.value)
                }
            }
        }
    }
}
