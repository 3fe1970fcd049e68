import AerospikeSDK
import Glibc
import Testing

@testable import AerospikeConfigLoader

/// Files that are not there, or are no files; those of profiles and those of passwords.
@Suite struct FileTests {
    private func error(loading path: String) throws -> Diagnostic {
        let error = try #require(throws: ProfileError.self) { _ = try Profile.load(path: path, .withoutEnvironment) }
        return try #require(error.diagnostics.first)
    }

    @Test func aMissingFile() throws {
        let diagnostic = try error(loading: "/nonexistent/prod.yaml")
        #expect(diagnostic.code == .unreadableFile)
        #expect(
            diagnostic.description
                == "/nonexistent/prod.yaml: error[P001]: the profile cannot be read: No such file or directory")
    }

    @Test func aFolder() throws {
        let folder = try TemporaryFolder()
        #expect(try error(loading: folder.path).message.hasSuffix("it is a directory"))
    }

    @Test func aNamedPipe() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/pipe.yaml"
        try #require(unsafe mkfifo(path, 0o600) == 0)
        #expect(try error(loading: path).message.hasSuffix("it is a named pipe, not a file"))
    }

    @Test func aDevice() throws {
        #expect(try error(loading: "/dev/zero").message.hasSuffix("it is a device, not a file"))
    }

    @Test func aHugeFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", to: "huge.yaml")
        try #require(unsafe truncate(path, 1 << 40) == 0)
        #expect(try error(loading: path).message.hasSuffix("it is larger than 1048576 bytes"))
    }

    @Test func certificatePathsStartFromTheProfile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "cluster: { hosts: [a], tls: { ca_file: certs/ca.pem, ca_path: /etc/ssl } }", to: "p.yaml")
        let tls = try Profile.load(path: path, .withoutEnvironment).makeDefinition().tls
        #expect(tls?.caFile == "\(folder.path)/certs/ca.pem")
        #expect(tls?.caPath == "/etc/ssl")
    }

    @Test func pathsOfATextStartFromTheWorkingDirectory() throws {
        let tls = try profile(cluster: "hosts: [a], tls: { ca_file: ca.pem }").makeDefinition().tls
        #expect(tls?.caFile?.hasPrefix("/") == true && tls?.caFile?.hasSuffix("/ca.pem") == true)
    }

    @Test(arguments: [
        ("secret\n", "secret"), ("secret", "secret"), ("a b\r\n", "a b"), ("x\n\n", "x\n"), (" x ", " x "),
    ])
    func onlyOneLineBreakIsNotPartOfAPassword(_ text: String, _ password: String) throws {
        let folder = try TemporaryFolder()
        #expect(try PasswordFile.read(path: folder.write(text, to: "p")).reveal() == password)
    }

    @Test(arguments: ["", "\n"])
    func aPasswordIsNotEmpty(_ text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "p")
        #expect(throws: FileProblem("it is empty")) { try PasswordFile.read(path: path) }
    }

    @Test func thePassphraseOfAKeyIsReadFromItsFile() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("open sesame\n", to: "pass")
        let tls = "tls: { client_cert_file: c, client_key_file: k, client_key_password_file: FILE }"
        func load(_ file: String) throws -> ClusterDefinition {
            let text = "cluster:\n  hosts: [a]\n  \(tls.replacing("FILE", with: file))\n"
            return try Profile.load(path: folder.write(text, to: "p.yaml"), .withoutEnvironment).makeDefinition()
        }
        #expect(try load("pass").tls?.clientKeyPassword?.reveal() == "open sesame")
        let error = try #require(throws: ProfileError.self) { _ = try load("gone") }
        #expect(error.description.contains("p.yaml:3:77: error[P014]: the file of the password cannot be used"))
    }

    @Test func aPassphraseNeedsItsKeyAndStandsOnce() throws {
        let text = "hosts: [a], tls: { client_key_password: x, client_key_password_file: y }"
        let error = try #require(throws: ProfileError.self) { _ = try profile(cluster: text) }
        #expect(error.diagnostics.count == 3)
        #expect("\(error)".contains("'client_key_password' and 'client_key_password_file' exclude each other"))
        #expect(!"\(error)".contains("password: x"))
    }

    @Test func aMissingPasswordFileIsReportedWhereItIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "cluster:\n  hosts: [a]\n  auth: { user: app, password_file: gone }\n", to: "p.yaml")
        let profile = try Profile.load(path: path, .withoutEnvironment)
        #expect(profile.namesPasswordFile)
        let error = try #require(throws: ProfileError.self) { _ = try profile.makeDefinition() }
        #expect(
            error.description == """
                \(path):3:37: error[P014]: the file of the password cannot be used: No such file or directory
                   3 |   auth: { user: app, password_file: gone }
                     |                                     ^^^^
                help: a path in a profile is relative to the profile's folder

                \(path): 1 error
                """)
    }
}
