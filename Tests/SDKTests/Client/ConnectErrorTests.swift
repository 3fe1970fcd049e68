import Glibc
import Testing

@testable import AerospikeSDK

/// What an operator reads when a client cannot connect: what happened, where, and what to do.
@Suite("Errors of connecting in words", .timeLimit(.minutes(5)))
struct ConnectErrorTests {
    /// The text of the failure to connect.
    private func text(
        _ seeds: Host...,
        patience: Duration = .seconds(60),
        _ change: (ClusterDefinition) -> ClusterDefinition = { $0 }
    ) async throws -> String {
        var definition = ClusterDefinition(hosts: seeds)
        definition.systemSettings.connections.waitForConnectionToComplete = patience
        definition.systemSettings.connections.waitForLoginToComplete = patience
        let cluster = Cluster(change(definition))
        let error = await #expect(throws: AerospikeError.self) { try await cluster.connect() }
        await cluster.close()
        return try #require(error).description
    }

    @Test("Each seed is named as the definition names it, with its own reason and its own advice below")
    func severalSeeds() async throws {
        let text = try await text(Host("no-such-host.invalid", 3100), Host("localhost", 1))
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == 5)
        #expect(lines[0] == "cannot connect to any of the 2 seeds")
        #expect(lines[1].hasPrefix("  - cannot look up the name 'no-such-host.invalid': "))
        #expect(lines[1].hasSuffix(", node no-such-host.invalid:3100"))
        #expect(lines[2] == "    check the spelling of the host, and that DNS or /etc/hosts of this machine knows it")
        #expect(lines[3].contains("Connection refused, node localhost:1"))
        #expect(lines[4] == "    nothing listens there: start the server, or correct the host or the port")
    }

    @Test("A node that answers and is not the right one is named beside its seed")
    func wrongCluster() async throws {
        let peer = try ScriptedPeer()
        let text = try await text(Host("127.0.0.1", peer.port)) { $0.clusterName("prod") }
        #expect(text.contains("expected the cluster name 'prod', the node reports none"))
        #expect(text.contains(", node 127.0.0.1:\(peer.port) (S1)\n    correct cluster: name, or the hosts"))
    }

    @Test("A port that hangs up may expect TLS; one that asks for TLS is not told to")
    func hungUp() async throws {
        let peer = try ScriptedPeer(door: PeerDoor(logins: [.close, .close]))
        let seed = Host("127.0.0.1", peer.port)
        let text = try await text(seed) { $0.withNativeCredentials("app", "s3cret-word") }
        #expect(text.contains("the server closed the connection during the login, node \(seed)\n"))
        #expect(text.contains("the port may expect TLS: add tls to the definition"))
        #expect(!text.contains("s3cret-word"))
    }

    @Test("A server that says nothing is told of with how long it was waited for")
    func silent() async throws {
        let (listener, port) = try PeerSocket.listening()
        defer { close(listener) }
        let text = try await text(Host("127.0.0.1", port), patience: .milliseconds(100))
        #expect(text.contains("127.0.0.1:\(port)"))
        #expect(text.contains("no answer in time (within 100 ms)") || text.contains("Connection timed out"))
        #expect(text.contains("\n    "), "there is something to do")
    }

    @Test("A refused login stands for all seeds, and its advice is given once")
    func refusedLogins() async throws {
        let refusing = try (0..<2).map { _ in
            try ScriptedPeer(door: PeerDoor(logins: [.refuse(.invalidCredential), .refuse(.invalidCredential)]))
        }
        let text = try await text(Host("127.0.0.1", refusing[0].port), Host("127.0.0.1", refusing[1].port)) {
            $0.withNativeCredentials("app", "s3cret-word")
        }
        #expect(text.hasPrefix("the password of the user 'app' is wrong: result code 65 (wrong credential)"))
        #expect(text.split(separator: "check the password").count == 2)
        for peer in refusing { #expect(text.contains("127.0.0.1:\(peer.port)")) }
        #expect(!text.contains("s3cret-word"))
    }
}
