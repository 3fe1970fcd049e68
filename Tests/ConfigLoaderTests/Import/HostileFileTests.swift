import Glibc
import Testing

@testable import AerospikeConfigLoader

/// Files to import, and files that references name, that are none, or too much of one.
@Suite struct HostileFileTests {
    private func problem(importing path: String) throws -> Diagnostic {
        let error = try #require(throws: ProfileError.self) { _ = try ImportedProfile(path: path) }
        #expect(error.diagnostics.count == 1)
        return try #require(error.diagnostics.first)
    }

    private func problem(importing bytes: [UInt8]) throws -> Diagnostic {
        let error = try #require(throws: ProfileError.self) { _ = try ImportedProfile(bytes, file: "astools.conf") }
        return try #require(error.diagnostics.first)
    }

    /// What the loader says about a reference to a file.
    private func message(referringTo path: String) throws -> String {
        let error = try parsingError("cluster: { hosts: [a], app_id: '${file:\(path)}' }")
        #expect(error.diagnostics.map(\.code) == [.unresolvedReference])
        return error.diagnostics.first?.message ?? ""
    }

    @Test func whatIsNoFile() throws {
        let folder = try TemporaryFolder()
        let pipe = "\(folder.path)/pipe"
        // The path outlives the call.
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
        for (path, reason) in [
            (folder.path, "it is a directory"), (pipe, "it is a named pipe, not a file"),
            ("/dev/zero", "it is a device, not a file"),
        ] {
            #expect(try problem(importing: path).message == "the file cannot be read: \(reason)")
            #expect(try message(referringTo: path).hasSuffix(reason))
        }
    }

    @Test func aGigabyte() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", to: "huge")
        // The path outlives the call; the file takes no room on the disk.
        try #require(unsafe truncate(path, 1 << 30) == 0)
        #expect(try problem(importing: path).message.hasSuffix("it is larger than 1048576 bytes"))
        #expect(try message(referringTo: path).hasSuffix("it is larger than 65536 bytes"))
        #expect(throws: FileProblem("it is larger than 65536 bytes")) { _ = try PasswordFile.read(path: path) }
    }

    /// The size that a file has when it is opened says nothing: those of the kernel have none.
    @Test func aFileThatIsLargerThanItsSize() throws {
        #expect(throws: FileProblem("it is larger than 16 bytes")) {
            _ = try FileContents.read(path: "/proc/self/maps", limit: 16)
        }
        #expect(try !FileContents.read(path: "/proc/self/maps", limit: 1 << 24).isEmpty)
    }

    /// However much is written behind the reader's back, it reads no more than it may.
    @Test func aFileThatGrows() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(String(repeating: "#", count: 70_000), to: "growing.yaml")
        let descriptor = unsafe open(path, O_WRONLY | O_APPEND)
        defer { close(descriptor) }
        for _ in 0..<20 {
            let more = [UInt8](repeating: UInt8(ascii: "#"), count: 100_000)
            // The buffer is passed with its length.
            _ = unsafe write(descriptor, more, more.count)
            let bytes = try? FileContents.read(path: path, limit: ProfileLimits.fileBytes)
            #expect((bytes?.count ?? 0) <= ProfileLimits.fileBytes)
        }
        #expect(throws: ProfileError.self) { _ = try Profile.load(path: path, .withoutEnvironment) }
    }

    @Test(arguments: [
        ([0x5B, 0x63, 0x6C, 0x75, 0x73, 0x74, 0x65, 0x72, 0x5D, 0x0A, 0xFF], "it is not UTF-8 text"),
        (Array("[cluster]\nhost = \0".utf8), "a value is a number"),
    ])
    func bytesThatAreNoText(_ bytes: [UInt8], _ words: String) throws {
        #expect(try problem(importing: bytes).message.contains(words))
    }

    /// What is quoted from a file does not reach the terminal as it is.
    @Test func nothingSteersTheTerminal() throws {
        for host in ["db1:3\\e[2J", "db1:\\e[2J", "\\e[2J:x:1\\e", "[::1]:\\e"] {
            let error = try parsingError("cluster: { hosts: [\"\(host)\"], ip_map: { \"\(host)\": \"\(host)\" } }")
            #expect(!error.description.unicodeScalars.contains("\u{1B}"))
        }
        let tools = try problem(importing: Array("[cluster]\nhost = \"db1:3\\u001B[2J\"\n".utf8))
        #expect(tools.code == .invalidHost && !tools.description.unicodeScalars.contains("\u{1B}"))
    }

    @Test func billionsOfLaughs() throws {
        var text = "dynamic: { client: {} }\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text += "a\(level): &a\(level) [\(String(repeating: "*a\(level - 1),", count: 10))]\n"
        }
        #expect(try problem(importing: Array(text.utf8)).code == .limit)
    }

    @Test func tooMuchOfEverything() throws {
        let elements = String(repeating: "1,", count: 50_001)
        for value in ["[\(elements)]", "[\(String(repeating: "[", count: 40))", "'\(elements)'"] {
            #expect(try problem(importing: Array("[cluster]\nx = \(value)".utf8)).code == .limit)
        }
        let tables = (0..<30_000).map { "[t\($0)]\nx=1\n" }.joined()
        #expect(try problem(importing: Array("[cluster]\n\(tables)".utf8)).code == .limit)
    }
}
