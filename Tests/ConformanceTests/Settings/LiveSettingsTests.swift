import AerospikeConfigLoader
import AerospikeSandbox
import Foundation
import Testing

@testable import AerospikeSDK

/// A node that is too busy once tells the behaviors apart: by one the command fails, by the other it is tried again.
@Suite("Behaviors that change while sessions live", .timeLimit(.minutes(5)))
struct LiveSettingsTests {
    private static func behavior(retries: Int) -> Behavior {
        .patient.derivingWithChanges("app", maxRetries: retries)
    }

    @Test(
        "Sessions of a name obey the behavior that the client is given", arguments: Shape.allCases, Stage.Style.allCases
    )
    func applied(shape: Shape, style: Stage.Style) async throws {
        let define = { (definition: inout ClusterDefinition) in
            definition = definition.withSessions(["app": Self.behavior(retries: 0)])
        }
        try await FaultStage.perform(style, define: define) { stage in
            let cluster = stage.caller.cluster
            let (app, own) = (try Session(cluster, named: "app"), Session(cluster, Self.behavior(retries: 0)))
            for retries in [0, 1, 0, 1] {
                _ = try cluster.apply(cluster.definition.withSessions(["app": Self.behavior(retries: retries)]))
                #expect(try await stage.sandbox.isTriedAgain(shape, by: app, style) == (retries == 1))
                #expect(try await !stage.sandbox.isTriedAgain(shape, by: own, style), "it has no name to follow")
            }
        }
    }

    // MARK: Profiles

    private static func write(_ path: String, _ sandbox: SandboxCluster, attempts: Int) throws {
        let text = """
            cluster: { hosts: [\(sandbox.hosts.map { "\"\($0)\"" }.joined(separator: ", "))] }
            sessions: { app: app }
            behaviors: { app: { all_operations: { maximum_number_of_call_attempts: \(attempts), abandon_call_after: 30s } } }
            system: { DEFAULT: { connections: { wait_for_connection_to_complete: 20s } } }
            """
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test("Sessions of a name obey the profile, however their client waits", arguments: Stage.Style.allCases)
    func watched(style: Stage.Style) async throws {
        let path = NSTemporaryDirectory() + "live-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await Backend.withSandbox(nodeCount: 1) { sandbox in
            try Self.write(path, sandbox, attempts: 1)
            let profile = try Profile.load(path: path, .withoutEnvironment)
            try await withSession(style, of: profile) { session, changes in
                var changes = changes.makeAsyncIterator()
                for attempts in [1, 2, 1] {
                    if attempts != session.behavior.settings(.read, .point).maxRetries + 1 {
                        try Self.write(path, sandbox, attempts: attempts)
                        #expect(
                            await changes.next()
                                == .reloaded(applied: ["behaviors.app", "sessions.app"], needsNewClient: []))
                    }
                    for shape in Shape.allCases {
                        #expect(
                            try await sandbox.isTriedAgain(shape, by: session, style) == (attempts == 2), "\(shape)")
                    }
                }
            }
        }
    }

    /// Lends the session `app` of a client that goes by a profile, and what becomes of the profile's changes.
    private func withSession(
        _ style: Stage.Style,
        of profile: Profile,
        _ body: (Session, AsyncStream<ProfileChange>) async throws -> Void
    ) async throws {
        let definition = try profile.makeDefinition()
        switch style {
        case .tasks:
            try await definition.withClient { client in
                try await body(client.session("app"), profile.watching(client, interval: .milliseconds(50)))
            }
        case .threads:
            let client = SyncClient(definition)
            try await client.cluster.connect()
            let session = try client.session("app")
            try await body(session.forTasks, profile.watching(client, interval: .milliseconds(50)))
            await client.cluster.close()
        }
    }
}

extension SyncSession {
    /// The same session, from which ``Caller`` takes the commands that it carries out on a thread.
    fileprivate var forTasks: Session { unsafe unsafeBitCast(self, to: Session.self) }
}

extension SandboxCluster {
    /// Whether a command that its node has refused once is tried again.
    fileprivate func isTriedAgain(_ shape: Shape, by session: Session, _ style: Stage.Style) async throws -> Bool {
        try await inject(.resultCode(.deviceOverload), on: "A1")
        return await Caller(style, session).outcome(of: shape, FaultStage.users.ids(0..<8)).error == nil
    }
}
