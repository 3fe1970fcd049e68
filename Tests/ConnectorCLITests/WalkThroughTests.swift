import AerospikeSDK
import AerospikeSandbox
import Foundation
import Testing

/// What docs/CI.md says is done: its profiles are written, its job is run, with the sandbox for each environment.
@Suite("The walk-through for continuous integration") struct WalkThroughTests {
    private let page: String
    private let folder: ProfileFolder

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        page = try String(contentsOf: root.appendingPathComponent("docs/CI.md"), encoding: .utf8)
        folder = try ProfileFolder([:])
        for text in blocks("yaml") {
            guard let name = text.firstMatch(of: #/^# (profiles\/\w+\.yaml)\n/#)?.1 else { continue }
            try write(text, to: String(name))
        }
    }

    @Test("the same job runs against each environment, switched by one variable", arguments: ["ci", "staging", "prod"])
    func job(profile: String) async throws {
        try await SandboxCluster.withCluster(configuration(of: profile)) { cluster in
            try place(cluster.definition, of: profile)
            let (status, output) = try await run(profile, cluster)
            #expect(status == 0, "\(output)")
            #expect(output.contains("testing against \(profile)\n"))
            #expect(output.contains("\nconnected: 2 nodes"))
        }
    }

    @Test("a step that fails ends the job, with what is to blame")
    func failure() async throws {
        try await SandboxCluster.withCluster(configuration(of: "staging")) { cluster in
            try place(cluster.definition, of: "staging")
            try write("wrong\n", to: "secrets/staging")
            let (refused, output) = try await run("staging", cluster)
            #expect(refused == 1)
            #expect(output.contains("✗ login") && !output.contains("testing against"))
            #expect(try await run("ci", cluster).status == 1)
            try write("cluster: { nmae: ci }", to: "profiles/ci.yaml")
            #expect(try await run("ci", cluster).status == 2)
        }
    }

    // MARK: Environments

    private func configuration(of profile: String) -> SandboxConfiguration {
        var configuration = SandboxConfiguration(nodeCount: 2, clusterName: profile)
        switch profile {
        case "staging": configuration.users = [SandboxUser("app", password: "correct-horse")]
        case "prod": configuration.tls = SandboxTLS(name: "prod.example.com", requiresClientCertificate: true)
        default: break
        }
        return configuration
    }

    /// Puts the files into place that a profile names.
    private func place(_ definition: ClusterDefinition, of profile: String) throws {
        if profile == "staging" { try write("correct-horse\n", to: "secrets/staging") }
        guard let tls = definition.tls else { return }
        for (file, name) in [
            (tls.caFile, "ca.pem"), (tls.clientCertFile, "client.pem"), (tls.clientKeyFile, "client.key"),
        ] {
            let source = try #require(file)
            try write(String(contentsOfFile: source, encoding: .utf8), to: "certs/\(profile)-\(name)")
        }
    }

    private func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: folder.path).appendingPathComponent(name)
        let files = FileManager.default
        try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
    }

    // MARK: The job

    /// Runs the page's job as a shell does, with the sandbox in place of the environment's servers.
    private func run(_ profile: String, _ cluster: SandboxCluster) async throws -> (status: Int32, output: String) {
        let job = try #require(blocks("sh").first)
        let folder = folder.path
        let inherited = ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"]
        var environment = ProcessInfo.processInfo.environment.filter { inherited.contains($0.key) }
        environment["PATH"] = "\(Bundle.main.bundleURL.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
        environment["CONNECTOR_PROFILE"] = profile
        environment["AEROSPIKE_HOSTS"] = cluster.hosts.map(\.description).joined(separator: ",")
        let variables = environment
        return try await withCheckedThrowingContinuation { continuation in
            // A process is waited for on a thread of its own, and not on one of those that all tests share.
            Thread.detachNewThread {
                continuation.resume(with: Result { try Self.run(job, in: folder, variables) })
            }
        }
    }

    private static func run(
        _ job: String,
        in folder: String,
        _ environment: [String: String]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", job]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = environment
        (process.standardOutput, process.standardError) = (output, output)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// The blocks of the page in a language.
    private func blocks(_ language: String) -> [String] {
        page.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
    }
}
