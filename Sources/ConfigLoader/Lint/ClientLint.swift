import AerospikeSDK

/// Looks behind what a profile says of one client: at the files that it names, and at what it dares.
struct ClientLint {
    let cluster: ClusterSection
    let profile: Profile
    private(set) var problems: [Problem] = []

    init(_ cluster: ClusterSection, of profile: Profile) {
        self.cluster = cluster
        self.profile = profile
    }

    mutating func run() {
        lintLogin()
        if let tls = cluster.tls { lint(tls) }
    }

    mutating func add(
        _ code: Diagnostic.Code,
        at range: SourceRange,
        _ message: String,
        help: String? = nil,
        isWarning: Bool = false
    ) {
        problems.append(
            Problem(
                severity: isWarning ? .warning : .error, code: code, range: range, message: message.printable,
                help: help?.printable))
    }
}

// MARK: Logins

extension ClientLint {
    private mutating func lintLogin() {
        guard let auth = cluster.auth else { return }
        let password = secret(auth.password, auth.passwordFile)
        if let password, let range = auth.passwordFile?.range {
            do throws(AerospikeError) {
                try PasswordHash.check(password)
            } catch {
                add(.unreadableSecret, at: range, "the file of the password cannot be used: \(error.message)")
            }
        }
        if let mode = auth.mode, mode.value == .externalInsecure { lintInsecureMode(at: mode.range) }
    }

    private mutating func lintInsecureMode(at range: SourceRange) {
        guard cluster.tls == nil else {
            return add(
                .unencrypted, at: range, "only 'tls' keeps this mode from sending the password in clear",
                help: "write mode: external, which insists on 'tls'", isWarning: true)
        }
        add(
            .unencrypted, at: range, "the password travels in clear: whoever listens on the network has it",
            help: "add 'tls', and write mode: external", isWarning: true)
    }
}

// MARK: Secrets

extension ClientLint {
    /// A secret, and what there is to say about the place where it is kept.
    mutating func secret(_ text: Located<Secret>?, _ file: Located<String>?) -> Secret? {
        if let text { lint(text) }
        guard let file else { return text?.value }
        let path = profile.absolutePath(file)
        lintMode(of: path, at: file.range)
        do throws(FileProblem) {
            return try PasswordFile.read(path: path)
        } catch {
            add(
                .unreadableSecret, at: file.range, "the file of the password cannot be used: \(error.reason)",
                help: "a path in a profile is relative to the profile's folder")
            return nil
        }
    }

    private mutating func lint(_ secret: Located<Secret>) {
        let node = profile.source.scalar(at: secret.range)
        let layer = profile.source.layer(of: secret.range)
        for case .file(let name) in node?.origins ?? [] {
            lintMode(of: ProfilePath.absolute(name, besides: layer?.path), at: secret.range)
        }
        if node?.isFromOutside == true { return }
        add(
            .plaintextSecret, at: secret.range, "a password stands in the profile itself",
            help: "keep it in a file of its own and name that, or write ${VARIABLE} or ${file:PATH}", isWarning: true)
        if let path = layer?.path { lintMode(of: path, at: secret.range) }
    }

    /// Whether others can read a file that holds a secret; one that is not there is somebody else's concern.
    mutating func lintMode(of path: String, at range: SourceRange) {
        guard let mode = FileMode(of: path), mode.isReadableByOthers else { return }
        add(
            .exposedSecret, at: range, "'\(path)' holds a secret, and \(mode.readers) can read it (mode \(mode.octal))",
            help: "chmod 600 '\(path)'", isWarning: true)
    }
}
