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
        /// Behaviors are each other's parents, clients like each other, or profiles extend each other.
        case parentCycle = "P012"
        /// YAML allows it, a profile does not: a tag, a key that is not text.
        case unsupportedYAML = "P013"
        /// A file that holds a password cannot be used.
        case unreadableSecret = "P014"
        /// No profile of that name is found, or no profile is named.
        case profileNotFound = "P015"
        /// A reference, such as `${NAME}`, to a variable or file that is not there, or one that is not well written.
        case unresolvedReference = "P016"
        /// The file is a configuration of another program.
        case foreignFile = "P017"
        /// A file that the profile names cannot be read.
        case unusableFile = "P020"
        /// A file does not hold the certificate or the key that it should.
        case malformedFile = "P021"
        /// The private key is encrypted, and its passphrase is missing or wrong.
        case lockedKey = "P022"
        /// A certificate's time is over.
        case expiredCertificate = "P023"
        /// A certificate's time has not begun.
        case earlyCertificate = "P024"
        /// A certificate ends within 30 days.
        case endingCertificate = "P025"
        /// The private key is not that of the certificate.
        case keyMismatch = "P026"
        /// A certificate may not be used for what the profile uses it for.
        case unfitCertificate = "P027"
        /// A private key lies in a file of certificates.
        case strayKey = "P028"
        /// A file that holds a secret can be read by others than its owner.
        case exposedSecret = "P029"
        /// A password stands in the profile itself.
        case plaintextSecret = "P030"
        /// Something travels in clear that is worth hiding.
        case unencrypted = "P031"
        /// A setting asks for what this build cannot do.
        case unsupportedSetting = "P032"

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
            case .parentCycle: "Behaviors, clients or profiles inherit from each other in a circle."
            case .unsupportedYAML: "YAML allows it, a profile does not."
            case .unreadableSecret: "A file that holds a password cannot be used."
            case .profileNotFound: "There is no such profile."
            case .unresolvedReference: "What '${…}' refers to is not there."
            case .foreignFile: "It is a file of another kind, and not a profile."
            case .unusableFile: "A file that the profile names cannot be read."
            case .malformedFile: "A file does not hold the certificate or the key that it should."
            case .lockedKey: "The private key cannot be decrypted."
            case .expiredCertificate: "A certificate has expired."
            case .earlyCertificate: "A certificate is not valid yet."
            case .endingCertificate: "A certificate ends within 30 days."
            case .keyMismatch: "The private key does not belong to the certificate."
            case .unfitCertificate: "A certificate may not be used for this."
            case .strayKey: "A private key lies among certificates."
            case .exposedSecret: "Others can read a file that holds a secret."
            case .plaintextSecret: "A password stands in the profile itself."
            case .unencrypted: "Something travels in clear that is worth hiding."
            case .unsupportedSetting: "A setting asks for what this build cannot do."
            }
        }
    }
}
