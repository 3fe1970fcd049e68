/// A scalar, a list or a mapping of a YAML document, with its place; aliases are already followed and merge keys
/// carried out.
struct YAMLNode: Sendable {
    /// What the node holds.
    enum Content: Sendable {
        /// Text; only plain text may mean something else, such as a number. What references fill in is plain in quotes
        /// too: inside brackets, they cannot do without.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    /// A key of a mapping and its value, in the order of the file.
    struct Entry: Sendable {
        var key: YAMLNode
        var value: YAMLNode
    }

    var content: Content

    /// Where the node is written: for a node that an alias repeats, at the anchor.
    var range: SourceRange

    /// What few nodes have, so that the others are small.
    private var provenance: Provenance?

    private final class Provenance: Sendable {
        let alias: SourceRange?
        let origins: [Origin]
        let isFromOutside: Bool

        init(alias: SourceRange?, origins: [Origin], isFromOutside: Bool) {
            self.alias = alias
            self.origins = origins
            self.isFromOutside = isFromOutside
        }
    }

    init(content: Content, range: SourceRange) {
        self.content = content
        self.range = range
    }

    /// Creates a scalar whose text is filled in.
    init(content: Content, range: SourceRange, origins: [Origin], isFromOutside: Bool = false) {
        self.content = content
        self.range = range
        provenance = Provenance(alias: nil, origins: origins, isFromOutside: isFromOutside)
    }

    /// The alias that repeats the node here.
    var alias: SourceRange? {
        get { provenance?.alias }
        set { provenance = Provenance(alias: newValue, origins: origins, isFromOutside: isFromOutside) }
    }

    /// Where parts of a scalar's text come from that is not in the profile.
    var origins: [Origin] { provenance?.origins ?? [] }

    /// Whether nothing of a scalar's text stands in the profile, not even as a default.
    var isFromOutside: Bool { provenance?.isFromOutside ?? false }
}

extension YAMLNode {
    /// Whether the node is a plain scalar that YAML reads as "no value".
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content, origins.isEmpty else { return false }
        return switch text.utf8.count {
        case 0: true
        case 1: text == "~"
        case 4: text == "null" || text == "Null" || text == "NULL"
        default: false
        }
    }

    /// What the node is, as a message names it; never its text, which may be a secret.
    var kind: String {
        switch content {
        case .sequence(let elements): elements.isEmpty ? "an empty list" : "a list"
        case .mapping: "a mapping"
        case .scalar where isNull: "empty"
        case .scalar("", _): "an empty text"
        case .scalar("true", isPlain: true), .scalar("false", isPlain: true): "a boolean"
        case .scalar(let text, isPlain: true) where Int64(text) != nil || Double(text) != nil: "a number"
        case .scalar: "text"
        }
    }

    /// How many lists and mappings stand inside each other here.
    var height: Int {
        switch content {
        case .scalar: 0
        case .sequence(let elements): 1 + (elements.lazy.map(\.height).max() ?? 0)
        case .mapping(let entries): 1 + (entries.lazy.map { max($0.key.height, $0.value.height) }.max() ?? 0)
        }
    }
}
