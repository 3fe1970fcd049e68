/// What a section of the format consists of.
package struct SectionDescription: Sendable {
    /// Where the section stands, such as `cluster.tls`; empty for the profile itself.
    package let path: String

    /// The keys in the order in which they are documented.
    package let fields: [FieldDescription]

    /// The section and all within it, each path once, from the outside to the inside.
    package var all: [SectionDescription] {
        var known: Set<String> = []
        var found: [SectionDescription] = []
        func visit(_ section: SectionDescription) {
            guard known.insert(section.path).inserted else { return }
            found.append(section)
            for field in section.fields { field.shape.sections.forEach(visit) }
        }
        visit(self)
        return found
    }
}

/// What a key of a section is for.
package struct FieldDescription: Sendable {
    /// The key as it is written.
    package let key: String

    /// What its value looks like.
    package let shape: ValueShape

    /// What the value says, as a phrase without an end.
    package let meaning: String

    /// What holds when the key is not there, as a profile would write it; `nil` when nothing does.
    package let fallback: String?

    /// Whether the section is incomplete without the key.
    package let isRequired: Bool
}
