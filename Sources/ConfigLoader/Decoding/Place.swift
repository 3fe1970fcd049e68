/// What a value is the value of, for messages about it.
struct Place {
    /// The key, or the name of the list that the value is an element of.
    var key: String

    /// Where the key stands.
    var keyRange: SourceRange

    /// What to underline when something is wrong with a value: a scalar itself, but the key of a list or a mapping,
    /// which may be many lines long, and of a value that is not there.
    func range(of node: YAMLNode) -> SourceRange {
        if case .scalar = node.content, !node.isNull { node.range } else { keyRange }
    }

    /// The place of the profile as a whole.
    static let profile = profile(ofLayer: 0)

    /// The place of one of the texts that it is made of.
    static func profile(ofLayer layer: UInt16) -> Place {
        Place(key: "profile", keyRange: .beginning(ofLayer: layer))
    }
}
