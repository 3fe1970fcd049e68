import AerospikeSDK

/// Who the client is.
struct AuthSection: Sendable {
    var mode: Located<AuthMode>?
    var user: Located<String>?
    var password: Located<Secret>?
    var passwordFile: Located<String>?

    static let section = Section(
        "cluster.auth", AuthSection(),
        [
            Field("mode", .oneOf, at: \.mode, "how to log in", default: defaultMode.rawValue),
            Field("user", .name, at: \.user, "the user, unless the client's certificate names it"),
            Field("password", .secret, at: \.password, "the password"),
            Field("password_file", .path, at: \.passwordFile, "a file that holds the password; the better place"),
        ],
        check: { auth, given, place, problems in
            // A mode that was refused leaves open which keys belong to it.
            if given["mode"] != nil && auth.mode == nil { return }
            if auth.mode?.value == .certificate {
                auth.checkCertificate(given, &problems)
            } else {
                auth.checkPassword(given, place, &problems)
            }
        }
    )

    /// The way to log in when the profile names none.
    static let defaultMode = AuthMode.native
}

extension AuthSection {
    private func checkCertificate(_ given: Section<Self>.Given, _ problems: inout Problems) {
        for key in ["user", "password", "password_file"] {
            guard let range = given[key] else { continue }
            problems.add(
                .contradiction, at: range, "certificate logins have no '\(key)'",
                help: "the client's certificate names the user; remove the key or choose another mode")
        }
    }

    private func checkPassword(_ given: Section<Self>.Given, _ place: Place, _ problems: inout Problems) {
        let mode = (mode?.value ?? Self.defaultMode).rawValue
        if given["user"] == nil {
            problems.add(.missingKey, at: place.keyRange, "\(mode) logins need a 'user'")
        }
        if given["password"] == nil && given["password_file"] == nil {
            problems.add(.missingKey, at: place.keyRange, "\(mode) logins need a 'password_file' or a 'password'")
        }
        problems.exclude("password", "password_file", in: given)
        checkLengths(&problems)
    }

    /// What no server takes; of a password in a file, that is known when it is read.
    private func checkLengths(_ problems: inout Problems) {
        if let user, user.value.utf8.count > LoginLimits.userLength {
            problems.add(
                .invalidValue, at: user.range, "the user's name is \(user.value.utf8.count) bytes long",
                expected: "at most \(LoginLimits.userLength) bytes")
        }
        guard let password else { return }
        do throws(AerospikeError) {
            try PasswordHash.check(password.value)
        } catch {
            problems.add(.invalidValue, at: password.range, error.message)
        }
    }
}
