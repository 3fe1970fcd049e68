extension Diagnostic.Code {
    /// What the code means at length, with a wrong and a right example.
    public var explanation: Diagnostic.Explanation {
        switch self {
        case .unreadableFile: .unreadableFile
        case .notYAML: .notYAML
        case .limit: .limit
        case .unknownKey: .unknownKey
        case .duplicateKey: .duplicateKey
        case .wrongType: .wrongType
        case .invalidValue: .invalidValue
        case .missingKey: .missingKey
        case .invalidHost: .invalidHost
        case .contradiction: .contradiction
        case .unknownName: .unknownName
        case .parentCycle: .parentCycle
        case .unsupportedYAML: .unsupportedYAML
        case .unreadableSecret: .unreadableSecret
        case .profileNotFound: .profileNotFound
        case .unresolvedReference: .unresolvedReference
        case .foreignFile: .foreignFile
        case .unusableFile: .unusableFile
        case .malformedFile: .malformedFile
        case .lockedKey: .lockedKey
        case .expiredCertificate: .expiredCertificate
        case .earlyCertificate: .earlyCertificate
        case .endingCertificate: .endingCertificate
        case .keyMismatch: .keyMismatch
        case .unfitCertificate: .unfitCertificate
        case .strayKey: .strayKey
        case .exposedSecret: .exposedSecret
        case .plaintextSecret: .plaintextSecret
        case .unencrypted: .unencrypted
        case .unsupportedSetting: .unsupportedSetting
        }
    }
}
