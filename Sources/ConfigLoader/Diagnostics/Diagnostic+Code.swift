extension Diagnostic {
    /// The kind of a problem; its raw value is the stable code that is printed, such as `P004`.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// The file cannot be read.
        case unreadableFile = "P001"
        /// The text is not YAML, or not one document of it.
        case notYAML = "P002"
        /// A limit on size, depth or number is exceeded.
        case limit = "P003"
        /// A section has no such key.
        case unknownKey = "P004"
        /// A key stands twice in one mapping, or two keys set the same.
        case duplicateKey = "P005"
        /// The value is of another type than the key takes.
        case wrongType = "P006"
        /// The value is of the right type but not one of those accepted.
        case invalidValue = "P007"
        /// A key that the section needs is missing.
        case missingKey = "P008"
        /// A host is not in the grammar of a seed list.
        case invalidHost = "P009"
        /// Two settings contradict each other, or one needs another.
        case contradiction = "P010"
        /// A behavior, session or cluster is named that does not exist.
        case unknownName = "P011"
        /// Behaviors are each other's parents.
        case parentCycle = "P012"
        /// YAML allows it, a profile does not: a tag, a key that is not text.
        case unsupportedYAML = "P013"
        /// A file that holds a password cannot be used.
        case unreadableSecret = "P014"
        /// No profile of that name is found, or no profile is named.
        case profileNotFound = "P015"
        /// A reference, such as `${NAME}`, to a variable or file that is not there, or one that is not well written.
        case unresolvedReference = "P016"

        /// What the kind means, in one sentence.
        public var summary: String {
            switch self {
            case .unreadableFile: "The file cannot be read."
            case .notYAML: "The text is not YAML, or not one document of it."
            case .limit: "A limit on size, depth or number is exceeded."
            case .unknownKey: "The section has no such key."
            case .duplicateKey: "The same is set twice."
            case .wrongType: "The value is of another type than the key takes."
            case .invalidValue: "The value is of the right type but not one of those accepted."
            case .missingKey: "A key that the section needs is missing."
            case .invalidHost: "The host is not written as hosts are."
            case .contradiction: "Two settings contradict each other, or one needs another."
            case .unknownName: "There is nothing of that name."
            case .parentCycle: "Behaviors inherit from each other in a circle."
            case .unsupportedYAML: "YAML allows it, a profile does not."
            case .unreadableSecret: "A file that holds a password cannot be used."
            case .profileNotFound: "There is no such profile."
            case .unresolvedReference: "What '${…}' refers to is not there."
            }
        }
    }
}
