/// One step through a YAML document, as libyaml takes it.
struct YAMLEvent {
    /// What the step is.
    enum Kind {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    var kind: Kind
    var range: SourceRange

    /// What few nodes have written before them.
    var properties: Properties?

    /// An anchor, a tag or both.
    final class Properties {
        /// The name by which aliases may refer to the node that starts here.
        let anchor: String?

        /// The tag of the node that starts here.
        let tag: String?

        init(anchor: String?, tag: String?) {
            self.anchor = anchor
            self.tag = tag
        }
    }
}
