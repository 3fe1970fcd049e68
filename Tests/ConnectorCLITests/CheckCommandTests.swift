import AerospikeSDK
import AerospikeSandbox
import Testing

@testable import ConnectorCLI

@Suite struct CheckCommandTests {
    /// A refusal to be an Aerospike server, and what the check makes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let script: ScriptedPeer.Script
        let finding: String
        let advice: String
        var patience = "1m"
    }

    @Test(arguments: [
        Case(
            testDescription: "refuses", script: .refuse, finding: "Connection refused",
            advice: "nothing listens there"),
        Case(
            testDescription: "closes", script: .close, finding: "closes it without an answer",
            advice: "another service may listen there, such as"),
        Case(
            testDescription: "speaks HTTP", script: .answer(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)),
            finding: "answers in HTTP", advice: "a web server listens there"),
        Case(
            testDescription: "sends a TLS alert", script: .answer([0x15, 3, 1, 0, 2, 2, 0x46]),
            finding: "answers in TLS", advice: "the port expects TLS"),
        Case(
            testDescription: "talks TLS only", script: .tls, finding: "answers in TLS", advice: "the port expects TLS"),
        Case(
            testDescription: "sends garbage", script: .answer([0x80, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
            finding: "begins with byte 0x80", advice: "another service listens there"),
        Case(
            testDescription: "announces too much", script: .answer([2, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            finding: "the answer announces", advice: "this may not be an Aerospike server"),
        Case(
            testDescription: "says nothing", script: .silence, finding: "does not answer within 1000 ms",
            advice: "or the server hangs", patience: "1s"),
    ])
    func foreignServersAreTold(_ one: Case) async throws {
        let peer = try ScriptedPeer(one.script)
        defer { peer.stop() }
        let (status, recorder) = try await check(
            "cluster: { hosts: [127.0.0.1:\(peer.port)] }", patience: one.patience)
        #expect(status == .failed)
        #expect(recorder.flatOutput.contains(one.finding), "\(recorder.output)")
        #expect(recorder.flatOutput.contains(one.advice), "\(recorder.output)")
        #expect(recorder.output.contains("1 check failed"))
        #expect(recorder.complaints.isEmpty)
    }

    /// It took the connection: to look for another address would be of no use.
    @Test func aHandshakeThatHangsIsATroubleOfTLS() async throws {
        let peer = try ScriptedPeer(.silence)
        defer { peer.stop() }
        let (status, recorder) = try await check(
            "cluster: { hosts: [127.0.0.1:\(peer.port)], tls: {} }", patience: "1s")
        #expect(status == .failed)
        #expect(recorder.output.contains("✗ tls "))
        #expect(recorder.flatOutput.contains("did not end in time"))
        #expect(recorder.flatOutput.contains("the server may hang"))
    }

    @Test func unknownNamesAreTold() async throws {
        let (status, recorder) = try await check("cluster: { hosts: [no-such-host.invalid] }")
        #expect(status == .failed)
        #expect(recorder.output.contains("✗ name"))
        #expect(recorder.flatOutput.contains("check the spelling of the host"))
    }

    @Test func aClusterIsWalkedToItsEnd() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3, clusterName: "demo")) { cluster in
            let (status, recorder) = try await check(
                "cluster: { name: demo, hosts: [\"\(cluster.hosts[0])\"] }")
            #expect(status == .success)
            #expect(recorder.output.contains("connected: 3 nodes, 2 namespaces, in "))
            let names = recorder.output.split(separator: "\n").map {
                $0.split(separator: " ").prefix(3).joined(separator: " ")
            }
            #expect(names.contains("✓ peer A2") && names.contains("✓ peer A3"))
            #expect(names.contains("✓ read bar") && names.contains("✓ read test"))
            #expect(!recorder.output.contains("What to do"))
        }
    }

    @Test func oneGoodSeedIsEnough() async throws {
        let peer = try ScriptedPeer(.refuse)
        defer { peer.stop() }
        try await SandboxCluster.withCluster { cluster in
            let (status, recorder) = try await check(
                "cluster: { hosts: [127.0.0.1:\(peer.port), \"\(cluster.hosts[0])\"] }")
            #expect(status == .success)
            #expect(recorder.output.contains("! connect     127.0.0.1:\(peer.port)"))
            #expect(recorder.output.contains("1 of 2 seeds can be used"))
            #expect(recorder.output.contains("connected with 1 warning"))
        }
    }

    @Test func anotherClusterIsRefused() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(clusterName: "demo")) { cluster in
            let (status, recorder) = try await check("cluster: { name: prod, hosts: [\"\(cluster.hosts[0])\"] }")
            #expect(status == .failed)
            #expect(recorder.flatOutput.contains("expected the cluster name 'prod', the node reports 'demo'"))
        }
    }

    @Test func nodesThatAreNotReadyAreTold() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.setInitialized(false, on: "A1")
            let (status, recorder) = try await check("cluster: { hosts: [\"\(cluster.hosts[0])\"] }")
            #expect(status == .failed)
            #expect(recorder.flatOutput.contains("the node A1 is not ready yet"))
        }
    }

    /// Nodes in containers publish addresses that lead nowhere from outside.
    @Test func peersBehindTranslationAreToldAndMapped() async throws {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.announcedAddress = "127.0.0.77"
        configuration.alternateAddress = "127.0.0.1"
        try await SandboxCluster.withCluster(configuration) { cluster in
            let seed = "\"\(cluster.hosts[0])\""
            let published = "127.0.0.77:\(cluster.hosts[1].port)"
            let (failed, told) = try await check("cluster: { hosts: [\(seed)] }")
            #expect(failed == .failed)
            #expect(told.flatOutput.contains("✗ peer A2 \(published): Connection refused"))
            #expect(told.flatOutput.contains("the cluster publishes \(published), and to clients outside"))
            #expect(told.flatOutput.contains("have no master; held perhaps by A2"))
            for remedy in ["services_alternate: true", "ip_map: { 127.0.0.77: 127.0.0.1 }"] {
                let (status, recorder) = try await check("cluster: { hosts: [\(seed)], \(remedy) }")
                #expect(status == .success, "\(recorder.output)")
            }
        }
    }

    @Test func twoNodesBehindOneAddressAreTold() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2)) { cluster in
            let (one, two) = (cluster.hosts[0], cluster.hosts[1])
            let (status, recorder) = try await check(
                "cluster: { hosts: [\"\(one)\"], ip_map: { \"\(two)\": \"\(one)\" } }")
            #expect(status == .failed)
            #expect(recorder.flatOutput.contains("the node there is A1"))
        }
    }

    @Test func aSingleNodeIsAskedForEverything() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2)) { cluster in
            let (status, recorder) = try await check(
                "cluster: { hosts: [\"\(cluster.hosts[0])\"], force_single_node: true }")
            #expect(status == .success)
            #expect(recorder.output.contains("connected: 1 node, 2 namespaces"))
        }
    }

    @Test func aClusterIsWaitedFor() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.setInitialized(false, on: "A1")
            let folder = try ProfileFolder(["one": "cluster: { hosts: [\"\(cluster.hosts[0])\"] }"])
            let (recorder, path) = (Recorder(), folder.path)
            let task = Task { await recorder.run("check", "one", "--profiles", path, "--wait=1h", "--timeout=1m") }
            while !recorder.output.contains("– wait") { await Task.yield() }
            #expect(recorder.flatOutput.contains("for node: the node A1 is not ready yet"))
            try await cluster.setInitialized(true, on: "A1")
            #expect(await task.value == .success)
            #expect(recorder.output.contains("connected: 1 node"))
        }
    }

    /// Trying a wrong password again and again would only lock its user out.
    @Test func waitingEndsWhereItIsOfNoUse() async throws {
        var configuration = SandboxConfiguration()
        configuration.users = [SandboxUser("app", password: "right")]
        try await SandboxCluster.withCluster(configuration) { cluster in
            let (status, recorder) = try await check(
                "cluster: { hosts: [\"\(cluster.hosts[0])\"], auth: { user: app, password: wrong } }", "--wait=1h")
            #expect(status == .failed)
            #expect(recorder.flatOutput.contains("the password of the user 'app' is wrong"), "\(recorder.output)")
            #expect(!recorder.output.contains("– wait"))
        }
    }

    @Test func tlsAndLoginsAreTold() async throws {
        var configuration = SandboxConfiguration(nodeCount: 2, clusterName: "demo")
        configuration.tls = SandboxTLS(name: "db", requiresClientCertificate: true)
        configuration.users = [SandboxUser("app", password: "s3cret")]
        configuration.racks = [1, 2]
        try await SandboxCluster.withCluster(configuration) { cluster in
            let folder = try #require(cluster.files?.folder)
            let (status, recorder) = try await check(
                """
                cluster:
                  hosts: ["\(cluster.hosts[0])"]
                  racks: [2, 1]
                  tls: { name: db, ca_file: \(folder)/ca.pem, client_cert_file: \(folder)/client.pem,
                         client_key_file: \(folder)/client-key.pem }
                  auth: { user: app, password: s3cret }
                """)
            #expect(status == .success, "\(recorder.output)")
            let lines = recorder.flatOutput
            for text in [
                "✓ tls client.pem the client's own: CN 'client', issued by", "TLSv1.3, TLS_", "chain of 2",
                "user 'app', native", "✓ racks test rack 2: A2; rack 1: A1", "connected: 2 nodes",
            ] {
                #expect(lines.contains(text), "\(recorder.output)")
            }
            #expect(!recorder.output.contains("s3cret"))
        }
    }

    @Test func aSandboxStandsInWhereNothingAnswers() async throws {
        let port = ScriptedPeer.freePort()
        let profile = "cluster: { name: local, hosts: [127.0.0.1:\(port)] }\nsandbox: { nodes: 1 }"
        let (status, recorder) = try await check(profile)
        #expect(status == .success, "\(recorder.output)")
        #expect(recorder.output.contains("✓ sandbox     1 node"))
        #expect(recorder.output.contains("embedded for this check"))
        let (forbidden, alone) = try await check(profile, "--no-sandbox")
        #expect(forbidden == .failed)
        #expect(!alone.output.contains("sandbox"))
    }

    @Test func aWrongProfileIsNotDialled() async throws {
        let (status, recorder) = try await check("cluster: { hots: [a], name: 3 }")
        #expect(status == .wrongProfile)
        #expect(recorder.output.isEmpty)
        #expect(recorder.complaints.contains("unknown key 'hots'"))
        let (sameStatus, document) = try await check("cluster: { hots: [a] }", "--json")
        #expect(sameStatus == .wrongProfile)
        let lines = document.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix(#"{"$message_type":"diagnostic","message":"unknown key 'hots'"#) == true)
        #expect(lines.first?.contains(#""code":{"code":"P004","#) == true)
        #expect(lines.last?.contains(#""ok":false"#) == true)
        #expect(document.complaints.isEmpty)
    }

    @Test func jsonIsOneObjectALine() async throws {
        try await SandboxCluster.withCluster { cluster in
            let (status, recorder) = try await check("cluster: { hosts: [\"\(cluster.hosts[0])\"] }", "--json")
            #expect(status == .success)
            let lines = recorder.output.split(separator: "\n")
            let start = #"{"$message_type":"step","client":"default","name":""#
            #expect(lines.dropLast().allSatisfy { $0.hasPrefix(start) })
            #expect(lines.last?.hasPrefix(#"{"$message_type":"summary","profile":"one","#) == true)
            #expect(lines.last?.contains(#""ok":true"#) == true)
        }
    }

    @Test func failedStepsAreAnnotationsAndTests() async throws {
        let peer = try ScriptedPeer(.refuse)
        defer { peer.stop() }
        let profile = "cluster: { hosts: [127.0.0.1:\(peer.port)] }"
        let (status, github) = try await check(profile, "--format", "github")
        #expect(status == .failed)
        let annotation = ",title=connect 127.0.0.1%3A\(peer.port)::Connection refused%0Anothing listens there"
        #expect(github.output.hasPrefix("::error file="))
        #expect(github.output.contains(annotation), "\(github.output)")
        #expect(github.output.hasSuffix("\n1 check failed"))
        let (_, junit) = try await check(profile, "--format", "junit")
        let failure = #"<failure type="connectionFailed" message="Connection refused">"#
        #expect(junit.output.contains(failure), "\(junit.output)")
        let counts = #"tests="5" failures="1" errors="0" skipped="3""#
        #expect(junit.output.contains("<testsuites name=\"connector check\" \(counts)>"))
    }

    @Test func theProfileComesFromTheEnvironment() async throws {
        let folder = try ProfileFolder(["one": "cluster: { hots: [a] }"])
        let recorder = Recorder()
        let environment = ["CONNECTOR_PROFILE": "one", "CONNECTOR_PROFILES": folder.path]
        #expect(await Connector(console: recorder.console(environment)).run(["check"]) == .wrongProfile)
        let unnamed = Recorder()
        #expect(await unnamed.run("check", environment: ["CONNECTOR_PROFILES": folder.path]) == .usage)
        #expect(unnamed.complaints.contains("no profile is named"))
        #expect(unnamed.complaints.contains("there are: one"))
    }

    @Test func anInterruptedCheckEndsSoon() async throws {
        let peer = try ScriptedPeer(.silence)
        defer { peer.stop() }
        let folder = try ProfileFolder([
            "one": """
            cluster: { hosts: [127.0.0.1:\(peer.port)] }
            system: { DEFAULT: { connections: { wait_for_connection_to_complete: 1h } } }
            """
        ])
        let (recorder, path) = (Recorder(), folder.path)
        let task = Task { await recorder.run("check", "one", "--profiles", path) }
        while !recorder.output.contains("✓ connect") { await Task.yield() }
        task.cancel()
        #expect(await task.value == .interrupted)
        #expect(!recorder.output.contains("failed"))
    }

    /// Checks a profile.
    ///
    /// Only where a time limit is what the test is about, a busy machine may run into it.
    private func check(
        _ profile: String,
        _ flags: String...,
        patience: String = "1m"
    ) async throws -> (ExitCode, Recorder) {
        let settings = "system: { DEFAULT: { connections: { wait_for_connection_to_complete: \(patience) } } }"
        let folder = try ProfileFolder(["one": "\(profile)\n\(settings)"])
        let recorder = Recorder()
        let arguments = ["check", "one", "--profiles", folder.path] + flags
        return (await Connector(console: recorder.console()).run(arguments), recorder)
    }
}

extension Recorder {
    /// The output in one line with single spaces, so that it does not matter where lines were broken.
    var flatOutput: String { output.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
