import AerospikeConfigLoader
import AerospikeSDK
import AerospikeSandbox
import Foundation
import Testing

@Suite("Profiles that change while their clients work", .timeLimit(.minutes(5)))
struct WatchedProfileTests {
    private let users = DataSet.of("test", "users")

    private func text(_ sandbox: SandboxCluster, timeout: String, rack: Int) -> String {
        """
        cluster: { hosts: [\(sandbox.hosts.map { "\"\($0)\"" }.joined(separator: ", "))], racks: [\(rack)] }
        sessions: { reports: patient }
        behaviors: { patient: { all_operations: { abandon_call_after: \(timeout), replica_order: PREFER_RACK } } }
        system: { DEFAULT: { connections: { wait_for_connection_to_complete: 30s } } }
        """
    }

    @Test("A session that lives obeys the behavior that the profile gives it by then, and reads from the other rack")
    func live() async throws {
        let path = NSTemporaryDirectory() + "watched-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.racks = [1, 2]
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster(configuration) { sandbox in
                func write(timeout: String, rack: Int) throws {
                    let text = text(sandbox, timeout: timeout, rack: rack)
                    try text.write(toFile: path, atomically: true, encoding: .utf8)
                }
                try write(timeout: "30s", rack: 1)
                let profile = try Profile.load(path: path, .withoutEnvironment)
                try await profile.withClients { clients in
                    let session = try clients.session("reports")
                    try await fill(session)
                    try write(timeout: "40s", rack: 2)
                    for await change in profile.watching(clients, interval: .milliseconds(50)) {
                        #expect(
                            change
                                == .reloaded(
                                    applied: ["cluster.racks", "behaviors.patient", "sessions.reports"],
                                    needsNewClient: []))
                        break
                    }
                    #expect(session.behavior.settings(.read, .point).totalTimeout == .seconds(40))
                    try await eventually("no read goes to the first rack") {
                        let before = try await sandbox.counters(of: "A1").reads
                        for number in 0..<20 { _ = try await session.get(users.id(number)) }
                        return try await sandbox.counters(of: "A1").reads == before
                    }
                }
            }
        }
    }

    private func fill(_ session: Session) async throws {
        for number in 0..<20 { try await session.put(users.id(number), ["n": Value(number)]) }
    }
}
