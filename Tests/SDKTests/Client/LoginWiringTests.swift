import Testing

@testable import AerospikeSDK

@Suite("Clients that log in")
struct LoginWiringTests {
    private let users = DataSet.of("test", "users")

    @Test("Every connection logs in before its first request, and all share one login", arguments: Driver.allCases)
    func sharing(driver: Driver) async throws {
        let hold = ThreadSignal<Void>()
        let door = PeerDoor()
        let peer = try ScriptedPeer(door: door)
        peer.setHabit(.wait(hold), .answer)
        try await peer.withCluster { cluster in
            // A batch shares its connection with nothing.
            let commands = (0..<64).map { number in
                Task { try await driver.batch([users.id(number)], on: cluster) }
            }
            try await eventually("every command is sent") { peer.commandCount == 64 }
            for _ in commands { hold.send(()) }
            for command in commands {
                let results = try await command.value
                #expect(results.map(\.error) == [nil])
            }
        }
        #expect(door.loginCount == 1)
        #expect(door.authenticationCount == 64)
        #expect(door.strayCount == 0)
    }

    @Test("A token that a restarted server has forgotten is replaced, and no command fails", arguments: Driver.allCases)
    func restart(driver: Driver) async throws {
        let door = PeerDoor()
        let peer = try ScriptedPeer(door: door)
        try await peer.withCluster { cluster in
            door.forgetTokens()
            let commands = (0..<16).map { number in
                Task { try await driver.get(users.id(number), on: cluster) }
            }
            for (number, command) in commands.enumerated() {
                let record = try await command.value
                #expect(record.digest == users.id(number).digest)
            }
        }
        #expect(door.loginCount == 2)
        #expect(door.strayCount == 0)
    }

    @Test("A server that closes instead of refusing a token is dialled again, once", arguments: Driver.allCases)
    func closing(driver: Driver) async throws {
        let door = PeerDoor()
        let peer = try ScriptedPeer(door: door)
        try await peer.withCluster { cluster in
            door.script(authentications: [.close])
            try await driver.expectOwnRecords(on: cluster)
            #expect(door.loginCount == 2)
        }
    }

    @Test(
        "A server that takes logins and refuses every token is asked a few times, and no more",
        arguments: [.close, .refuse(.expiredSession)] as [PeerDoor.Step], Driver.allCases)
    func alwaysRefused(step: PeerDoor.Step, driver: Driver) async throws {
        let door = PeerDoor()
        let peer = try ScriptedPeer(door: door)
        try await peer.withCluster { cluster in
            door.script(authentications: Array(repeating: step, count: 100))
            door.setHabit(step)
            await #expect(throws: AerospikeError.self) { try await driver.get(users.id(1), on: cluster) }
            #expect(door.authenticationCount + door.loginCount < 8)
        }
    }

    @Test("Tokens that end while commands run are renewed, and no command fails", arguments: Driver.allCases)
    func expiry(driver: Driver) async throws {
        let door = PeerDoor()
        door.setHabit(.accept(timeToLive: 1))
        let peer = try ScriptedPeer(door: door)
        try await peer.withCluster { definition in
            definition.systemSettings.tendInterval = .milliseconds(250)
            definition.systemSettings.connections.maximumSocketIdleTime = .milliseconds(1)
        } _: { cluster in
            try await eventually("the token is renewed a few times") {
                try await driver.expectOwnRecords(on: cluster)
                return door.loginCount >= 4
            }
        }
        #expect(door.strayCount == 0)
        #expect(door.authenticationCount > 0)
    }

    @Test(
        "A server without security is used without a login, with one warning",
        arguments: [ResultCode.securityNotEnabled, .securityNotSupported], Driver.allCases)
    func withoutSecurity(code: ResultCode, driver: Driver) async throws {
        let door = PeerDoor()
        door.setHabit(.refuse(code))
        let peer = try ScriptedPeer(door: door)
        try await peer.withCluster { cluster in
            try await driver.expectOwnRecords(on: cluster)
            #expect(cluster.warnings.map(\.resultCode) == [code])
            #expect(cluster.warnings.first?.message.contains("without a login") == true)
        }
        #expect(door.authenticationCount == 0)
    }

    @Test("A server that gives no tokens is logged in to on each connection", arguments: Driver.allCases)
    func withoutTokens(driver: Driver) async throws {
        let door = PeerDoor()
        door.setHabit(.acceptWithoutToken)
        let peer = try ScriptedPeer(door: door)
        try await peer.withCluster { cluster in
            try await driver.expectOwnRecords(on: cluster)
            #expect(cluster.warnings == [])
        }
        #expect(door.loginCount >= 2)
        #expect(door.authenticationCount + door.strayCount == 0)
    }
}
