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

    /// The name by which aliases may refer to the node that starts here.
    var anchor: String?

    /// The tag written before the node that starts here.
    var tag: String?
}
