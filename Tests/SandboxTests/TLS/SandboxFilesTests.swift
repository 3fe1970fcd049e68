import AerospikeSDK
import Foundation
import Testing

@testable import AerospikeSandbox

@Suite("The files of a sandbox")
struct SandboxFilesTests {
    @Test("Only their owner can read them, and they are gone with the sandbox")
    func temporary() async throws {
        let folder = try await Secured.with { _, files in
            for file in [files.caFile, files.clientCertFile, files.clientKeyFile, "\(files.folder)/server-key.pem"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: files.folder)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
            return files.folder
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("In a folder of one's own they stay, and replace older ones")
    func kept() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var seen: Set<String> = []
        for _ in 0..<2 {
            try await Secured.with(adjusting: { $0.folder = folder }) { cluster, files in
                seen.insert(try String(contentsOfFile: files.caFile, encoding: .utf8))
                try await cluster.exchange(files.trusting)
            }
        }
        #expect(seen.count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 5)
    }

    @Test("A folder that cannot be made is an error that names it")
    func impossible() async throws {
        let error = await #expect(throws: AerospikeError.self) {
            try await Secured.with(adjusting: { $0.folder = "/dev/null/folder" }) { _, _ in }
        }
        #expect(error?.message.contains("/dev/null/folder") == true)
    }

    @Test("What sandboxes that were killed have left is removed by the next one, and nothing else")
    func leftovers() throws {
        let files = FileManager.default
        let base = files.temporaryDirectory.appending(path: "base-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: base) }
        func make(_ folder: String, _ names: String...) throws {
            try files.createDirectory(atPath: "\(base)/\(folder)", withIntermediateDirectories: true)
            for name in names { try Data().write(to: URL(filePath: "\(base)/\(folder)/\(name)")) }
        }
        try make("aerospike-sandbox-killed", "in-use", "ca.pem", "server-key.pem")
        try make("aerospike-sandbox-unclaimed", "ca.pem")
        try make("aerospike-sandbox-full/inner", "precious")
        try make("aerospike-sandbox-full", "in-use")
        try make("another", "in-use")
        try make("elsewhere", "in-use")
        try files.createSymbolicLink(
            atPath: "\(base)/aerospike-sandbox-linked", withDestinationPath: "\(base)/elsewhere")
        let live = try SandboxFolder(at: nil, in: base)
        try live.write([1], to: "ca.pem")
        let second = try SandboxFolder(at: nil, in: base)
        let expected = [
            "aerospike-sandbox-full", "aerospike-sandbox-linked", "aerospike-sandbox-unclaimed", "another", "elsewhere",
            URL(filePath: live.path).lastPathComponent, URL(filePath: second.path).lastPathComponent,
        ]
        #expect(try Set(files.contentsOfDirectory(atPath: base)) == Set(expected))
        #expect(files.fileExists(atPath: live.file("ca.pem")))
        #expect(files.fileExists(atPath: "\(base)/elsewhere/in-use"))
        #expect(files.fileExists(atPath: "\(base)/aerospike-sandbox-full/inner/precious"))
    }
}
