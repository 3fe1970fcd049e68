import AerospikeSDK
import AerospikeSandbox
import Glibc

@testable import AerospikeConfigLoader

/// A folder with certificates, keys and passwords, sound and unsound, and profiles beside them.
struct CertificateFolder {
    let folder: TemporaryFolder
    var path: String { folder.path }

    /// The passphrase of the encrypted key.
    static let passphrase: Secret = "open sesame"

    /// The same for all tests: to make keys takes time.
    private static let files = Result { try makeFiles(SandboxAuthority(named: "Test Authority")) }

    init() throws {
        folder = try TemporaryFolder()
        for (name, bytes) in try Self.files.get() { try write(String(decoding: bytes, as: UTF8.self), to: name) }
        try write("correct-horse\n", to: "secrets/app")
        try write("correct-horse\n", to: "secrets/shared", mode: 0o644)
        try write("\(Self.passphrase.reveal())\n", to: "secrets/passphrase")
        try write("wrong\n", to: "secrets/wrong-passphrase")
        try write("just a note\n", to: "certs/notes.txt")
        try write("", to: "certs/empty.pem")
    }

    /// Writes a file that, unless a mode says otherwise, only its owner may read.
    @discardableResult
    func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
        let path = try folder.write(text, to: name)
        // The path is lent to the call.
        guard unsafe chmod(path, mode) == 0 else { throw FileProblem(errno: errno) }
        return path
    }

    /// What loading a profile and looking at its files finds.
    func lint(_ text: String) throws -> [Diagnostic] {
        let path = try write(text, to: "p.yaml")
        do throws(ProfileError) {
            return try Profile.load(path: path, ProfileLocator(directory: folder.path, environment: { _ in nil }))
                .lint()
        } catch {
            return error.diagnostics
        }
    }

    /// What is found in the section on TLS of a profile.
    func lint(tls: String) throws -> [Diagnostic] { try lint("cluster: { hosts: [a], tls: { \(tls) } }") }

    /// Text without the name of the folder, which is another each time.
    func plain(_ text: String) -> String { text.replacing("\(folder.path)/", with: "") }

    // MARK: Certificates

    private static func makeFiles(_ authority: SandboxAuthority) throws -> [String: [UInt8]] {
        let client = try authority.issue(SandboxCertificate("app"))
        let old = try SandboxAuthority(named: "Old Authority", validity: .expired)
        var files = ["certs/ca.pem": authority.certificate, "certs/old-ca.pem": old.certificate]
        files["certs/bundle.pem"] = authority.certificate + old.certificate
        files["certs/combined.pem"] = client.certificate + client.key
        files["certs/chain.pem"] = client.certificate + old.certificate
        files["certs/damaged.pem"] = client.certificate.prefix(client.certificate.count / 2) + Array("\n".utf8)
        func add(_ name: String, _ identity: SandboxAuthority.Identity) {
            files["certs/\(name).pem"] = identity.certificate
            files["certs/\(name).key"] = identity.key
        }
        func issue(_ name: String, _ change: (inout SandboxCertificate) -> Void) throws {
            var certificate = SandboxCertificate("app")
            change(&certificate)
            add(name, try authority.issue(certificate))
        }
        add("client", client)
        try issue("other") { _ in }
        try issue("expired") { $0.validity = .expired }
        try issue("later") { $0.validity = .notYet }
        try issue("ending") { $0.validity = .ending(days: 12) }
        try issue("server") { $0.isForServersOnly = true }
        try issue("locked") { $0.keyPassphrase = passphrase }
        return files
    }
}
