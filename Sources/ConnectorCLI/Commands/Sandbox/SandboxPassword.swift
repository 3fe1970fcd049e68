internal import AerospikeConfigLoader
internal import AerospikeSDK
internal import AerospikeSandbox

/// Somebody who may log in, as the command line names it: `NAME` or `NAME:ROLE,ROLE…`.
struct SandboxUserName: Hashable, Sendable {
    var name: String
    var roles = [SandboxRole.readWrite]

    init(_ name: String, _ roles: SandboxRole...) {
        self.name = name
        if !roles.isEmpty { self.roles = roles }
    }

    /// Reads what stands behind `--user`; `nil` when it makes no sense.
    init?(parsing text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, !name.isEmpty else { return nil }
        self.init(name)
        guard parts.count > 1 else { return }
        let names = parts[1].split(separator: ",", omittingEmptySubsequences: false)
        roles = names.compactMap { SandboxRole(rawValue: String($0)) }
        guard roles.count == names.count else { return nil }
    }

    static let expected =
        "a name, or a name and its roles, such as app:read-write,truncate; the roles are "
        + SandboxRole.allCases.map(\.rawValue).joined(separator: ", ")
}

/// The password of a sandbox's users, which never stands on a command line and is never printed.
enum SandboxPassword {
    /// Why there is none.
    struct Missing: Error { let reason: String }

    /// Reads the password where the options say that it is, or makes one up for a profile.
    static func find(_ options: SandboxOptions, _ console: Console) async throws(Missing) -> Secret {
        switch options.passwordFile {
        case nil where options.profileFile == nil:
            throw Missing(
                reason: "the users need a password: name its file with --password-file, "
                    + "or have one made up for the profile that --write-profile names")
        case nil: return random()
        case "-"?:
            guard case .text(let text)? = await console.nextLine(), !text.isEmpty else {
                throw Missing(reason: "the password was expected as the first line of standard input")
            }
            return Secret(text)
        case let path?:
            do throws(FileProblem) {
                return try PasswordFile.read(path: path)
            } catch {
                throw Missing(reason: "the password file \(path.quoted) cannot be read: \(error.reason)")
            }
        }
    }

    /// A password that nobody guesses: 120 bits from the system.
    private static func random() -> Secret {
        var random = SystemRandomNumberGenerator()
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
        return Secret(String((0..<24).map { _ in letters[Int.random(in: letters.indices, using: &random)] }))
    }
}
