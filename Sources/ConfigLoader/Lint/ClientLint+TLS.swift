import AerospikeSDK

extension ClientLint {
    /// Looks at all that a section on TLS names.
    mutating func lint(_ tls: TLSSection) {
        let passphrase = secret(tls.clientKeyPassword, tls.clientKeyPasswordFile)
        if let key = tls.clientKeyFile { lintMode(of: profile.absolutePath(key), at: key.range) }
        for finding in TLSInspection.findings(in: profile.configuration(tls, passphrase: passphrase)) {
            guard let range = tls.range(of: finding.setting) else { continue }
            // A passphrase whose file cannot be read has been told; that the key stays locked follows from it.
            if finding.kind == .locked, passphrase == nil, tls.clientKeyPasswordFile != nil { continue }
            add(finding.code, at: range, finding.message, help: finding.advice, isWarning: finding.isWarning)
        }
        for cipher in tls.ciphers ?? [] {
            guard let error = TLSInspection.refusal(ofCipher: cipher.value) else { continue }
            add(.invalidValue, at: cipher.range, error.message, help: error.advice)
        }
        if let isForLoginOnly = tls.forLoginOnly, isForLoginOnly.value {
            add(
                .unencrypted, at: isForLoginOnly.range,
                "all but logins travels in clear: records, and the token with which whoever listens can act as the user",
                help: "leave 'for_login_only' out where the network is not trusted", isWarning: true)
        }
    }
}

extension TLSSection {
    /// Where a setting's value stands.
    fileprivate func range(of setting: TLSFinding.Setting) -> SourceRange? {
        switch setting {
        case .caFile: caFile?.range
        case .caPath: caPath?.range
        case .clientCertFile: clientCertFile?.range
        case .clientKeyFile: clientKeyFile?.range
        }
    }
}

extension TLSFinding {
    /// The code under which profiles know this kind of finding.
    fileprivate var code: Diagnostic.Code {
        switch kind {
        case .unreadable: .unusableFile
        case .malformed: .malformedFile
        case .locked: .lockedKey
        case .expired: .expiredCertificate
        case .early: .earlyCertificate
        case .ending: .endingCertificate
        case .mismatch: .keyMismatch
        case .unfit: .unfitCertificate
        case .strayKey: .strayKey
        }
    }
}
