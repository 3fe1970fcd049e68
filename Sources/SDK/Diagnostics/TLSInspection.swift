/// Opens every file that a TLS configuration names, and says what is wrong with it; nothing is dialled.
///
/// It reads files, so that it is not for threads that must not wait.
package struct TLSInspection {
    private let configuration: TLSConfiguration
    private var findings: [TLSFinding] = []

    private init(_ configuration: TLSConfiguration) {
        self.configuration = configuration
    }

    /// What there is to say about a configuration, in the order of its settings; empty when all is well.
    package static func findings(in configuration: TLSConfiguration) -> [TLSFinding] {
        var inspection = TLSInspection(configuration)
        inspection.inspectAuthorities()
        inspection.inspectIdentity()
        return inspection.findings
    }

    /// Why OpenSSL does not take a cipher suite; `nil` when it does.
    package static func refusal(ofCipher name: String) -> AerospikeError? {
        do throws(AerospikeError) {
            try TLSContext.tryOut(ciphers: [name])
            return nil
        } catch {
            return error
        }
    }

    private mutating func add(
        _ setting: TLSFinding.Setting,
        _ kind: TLSFinding.Kind,
        _ message: String,
        _ advice: String? = nil,
        isWarning: Bool = false
    ) {
        findings.append(
            TLSFinding(setting: setting, kind: kind, isWarning: isWarning, message: message, advice: advice))
    }

    private mutating func add(_ setting: TLSFinding.Setting, _ kind: TLSFinding.Kind, _ error: AerospikeError) {
        add(setting, kind, error.message, error.advice)
    }

    /// Reads a file; `nil`, and a finding, when it cannot be read.
    private mutating func file(_ path: String, _ setting: TLSFinding.Setting, as role: String) -> PEMFile? {
        do throws(AerospikeError) {
            return try PEMFile(reading: path, as: role, isWaiting: false)
        } catch {
            add(setting, .unreadable, error)
            return nil
        }
    }

    /// Reads the certificates of a file; `nil`, and a finding, when there is none.
    private mutating func certificates(in file: PEMFile, _ setting: TLSFinding.Setting) -> [Certificate]? {
        do throws(AerospikeError) {
            return try file.certificates()
        } catch {
            let isKey = file.holdsPrivateKey
            add(setting, .malformed, error.message, isKey ? "it holds a private key: name it elsewhere" : error.advice)
            return nil
        }
    }
}

// MARK: Authorities

extension TLSInspection {
    private mutating func inspectAuthorities() {
        if let path = configuration.caFile, let file = file(path, .caFile, as: "ca_file") {
            if let certificates = certificates(in: file, .caFile) { judge(certificates, .caFile, "ca_file '\(path)'") }
            lookForKey(in: file, .caFile)
        }
        guard let folder = configuration.caPath else { return }
        do throws(AerospikeError) {
            let certificates = try TLSContext.Trust(file: nil, folder: folder)
                .certificates(in: folder, isWaiting: false)
            judge(certificates, .caPath, "ca_path '\(folder)'")
        } catch {
            let isFolder = (try? TLSContext.Trust.names(in: folder)) != nil
            add(.caPath, isFolder ? .malformed : .unreadable, error)
        }
    }

    /// Of several authorities one is enough, and an old one may lie beside its successor: that is a warning.
    private mutating func judge(_ certificates: [Certificate], _ setting: TLSFinding.Setting, _ place: String) {
        let trusted = certificates.filter(\.mayBeTrusted)
        guard !trusted.isEmpty else {
            let names = certificates.prefix(TLSLimits.namesShown).map { "'\($0.facts.commonName ?? "?")'" }
            return add(
                setting, .unfit, "\(place) holds no certificate of an authority, only \(names.joined(separator: ", "))",
                "name the certificate of who signed it, '\(certificates.first?.facts.issuer ?? "?")'")
        }
        let isUsable = trusted.contains { !$0.hasExpired && !$0.isForLater }
        for certificate in trusted where findings.count < TLSLimits.findings {
            let subject = "the authority '\(name(of: certificate))' of \(place)"
            judgeTime(of: certificate, setting, subject, isWarning: isUsable)
        }
    }

    private mutating func lookForKey(in file: PEMFile, _ setting: TLSFinding.Setting) {
        guard file.holdsPrivateKey, file.path != configuration.clientKeyFile else { return }
        add(
            setting, .strayKey, "\(file.role) '\(file.path)' holds a private key beside certificates",
            "keep keys in files of their own, which nobody else can read", isWarning: true)
    }
}

// MARK: The client's own

extension TLSInspection {
    private mutating func inspectIdentity() {
        var certificates: [Certificate]?
        if let path = configuration.clientCertFile, let file = file(path, .clientCertFile, as: "client_cert_file") {
            certificates = self.certificates(in: file, .clientCertFile)
            lookForKey(in: file, .clientCertFile)
            for certificate in certificates ?? [] {
                judgeTime(of: certificate, .clientCertFile, "the certificate '\(name(of: certificate))' of '\(path)'")
            }
        }
        let own = certificates?.first
        if let own { judgeUse(of: own) }
        guard let path = configuration.clientKeyFile, let file = file(path, .clientKeyFile, as: "client_key_file"),
            let key = key(in: file), let own
        else { return }
        judgePair(own, key)
    }

    private mutating func judgeUse(of certificate: Certificate) {
        guard !certificate.mayBeClients else { return }
        add(
            .clientCertFile, .unfit, "the certificate '\(name(of: certificate))' is not for clients",
            "have one made whose extended key usage, where it has any, includes clientAuth")
    }

    private mutating func key(in file: PEMFile) -> PrivateKey? {
        do throws(AerospikeError) {
            return try file.privateKey(password: configuration.clientKeyPassword)
        } catch {
            add(.clientKeyFile, file.isEncrypted ? .locked : .malformed, error)
            return nil
        }
    }

    /// The key and the certificate, and whether OpenSSL takes them as it will when a client connects.
    private mutating func judgePair(_ certificate: Certificate, _ key: PrivateKey) {
        guard let identity = try? TLSIdentity(of: configuration) else { return }
        guard certificate.belongs(to: key) else { return add(.clientKeyFile, .mismatch, identity.mismatch) }
        do throws(AerospikeError) {
            try TLSContext.tryOut(identity)
        } catch {
            add(.clientCertFile, .unfit, error)
        }
    }
}

// MARK: Time

extension TLSInspection {
    private func name(of certificate: Certificate) -> String {
        let facts = certificate.facts
        return facts.commonName ?? facts.names.first ?? "without a name"
    }

    private mutating func judgeTime(
        of certificate: Certificate,
        _ setting: TLSFinding.Setting,
        _ subject: String,
        isWarning: Bool = false
    ) {
        let facts = certificate.facts
        if certificate.hasExpired {
            add(setting, .expired, "\(subject) expired on \(facts.notAfter) UTC", "renew it", isWarning: isWarning)
        } else if certificate.isForLater {
            let advice = "wait, or correct this machine's clock"
            add(setting, .early, "\(subject) holds from \(facts.notBefore) UTC on", advice, isWarning: isWarning)
        } else if facts.daysLeft < CheckStep.fewestDaysLeft {
            let days = facts.daysLeft.of("day")
            add(setting, .ending, "\(subject) ends on \(facts.notAfter) UTC: \(days) left", "renew it", isWarning: true)
        }
    }
}
