/// All sections of a profile and their keys, as the decoder's own tables have them.
package enum ProfileFormat {
    /// The description of a whole profile.
    package static let description = ProfileContents.section.description

    /// Every section, the profile itself first.
    package static let sections = description.all

    /// The paths of the sections that have a key: where a key that stands in the wrong section may belong.
    static func sections(with key: String) -> [String] {
        sections.filter { section in section.fields.contains { $0.key == key } }
            .map { $0.path.isEmpty ? "the top level" : $0.path }
    }
}
