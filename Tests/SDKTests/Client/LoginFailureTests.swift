import Testing

@testable import AerospikeSDK

@Suite("Clients whose login fails")
struct LoginFailureTests {
    private let users = DataSet.of("test", "users")

    @Test(
        "A refused login fails the connect at once, is not repeated, and tells no secret",
        arguments: [60, 63, 64, 65, 82], [true, false])
    func refused(code: UInt8, failsIfNotConnected: Bool) async throws {
        let door = PeerDoor()
        door.setHabit(.refuse(ResultCode(rawValue: code)))
        let peer = try ScriptedPeer(door: door)
        let error = await #expect(throws: AerospikeError.self) {
            try await peer.withCluster {
                $0.failsIfNotConnected = failsIfNotConnected
            } _: { _ in
            }
        }
        let found = try #require(error)
        #expect(found.code == .loginRefused)
        #expect(found.resultCode?.rawValue == code)
        #expect(found.node == "127.0.0.1:\(peer.port)")
        #expect(found.advice != nil)
        #expect(!"\(found)".contains("s3cret") && !"\(found)".contains("$2a$10$"))
        #expect(door.loginCount == 1)
    }

    @Test("Where several seeds refuse the login, each keeps its reason")
    func severalSeeds() async throws {
        let doors = [ResultCode.invalidUser, .invalidCredential].map { code in PeerDoor(logins: [.refuse(code)]) }
        let peers = try doors.map { try ScriptedPeer(door: $0) }
        let error = await #expect(throws: AerospikeError.self) {
            try await peers[0].withCluster {
                $0.hosts = peers.map { Host("127.0.0.1", $0.port) }
            } _: { _ in
            }
        }
        #expect(error?.code == .loginRefused)
        #expect(error?.causes.map(\.resultCode) == [.invalidUser, .invalidCredential])
    }

    @Test("A seed that refuses the login does not keep the client from another")
    func oneGoodSeed() async throws {
        let peers = [
            try ScriptedPeer(door: PeerDoor(logins: [.refuse(.invalidUser)])), try ScriptedPeer(door: PeerDoor()),
        ]
        try await peers[1].withCluster {
            $0.hosts.insert(Host("127.0.0.1", peers[0].port), at: 0)
        } _: { cluster in
            #expect(cluster.topology.nodes.count == 1)
        }
    }

    @Test(
        "Answers that are none end the connect",
        arguments: [
            [0x15, 0x03, 0x03, 0, 2, 2, 40],
            Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
            InfoMessage.response([]),
            [2, 2, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0],
            [2, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [2, 2, 0, 0, 0, 0x7F, 0, 0] + [UInt8](repeating: 0, count: LoginLimits.answerLength + 1),
            AdminMessage(.login).frame() + AdminMessage(.login).frame(),
            AdminMessage(.login, fields: [.init(.sessionToken, [1]), .init(.sessionTTL, [1])]).frame(),
            [2, 2, 0, 0, 0, 0, 0, 17] + [0, 0, 20, 9] + [UInt8](repeating: 0, count: 13),
        ] as [[UInt8]])
    func garbage(bytes: [UInt8]) async throws {
        let peer = try ScriptedPeer(door: PeerDoor(logins: [.send(bytes)]))
        let error = await #expect(throws: AerospikeError.self) { try await peer.withCluster { _ in } }
        let cause = try #require(error?.causes.first)
        #expect(cause.code == .protocolViolation || cause.code == .foreignProtocol, "\(cause)")
    }

    @Test("A server that closes the connection in the middle of a login is named")
    func closed() async throws {
        let peer = try ScriptedPeer(door: PeerDoor(logins: [.close]))
        let error = await #expect(throws: AerospikeError.self) { try await peer.withCluster { _ in } }
        let cause = try #require(error?.causes.first)
        #expect(cause.code == .connectionClosed)
        #expect(cause.message.contains("during the login"))
    }

    @Test("A login that is refused later is a warning that names the node")
    func later() async throws {
        let door = PeerDoor()
        let peer = try ScriptedPeer(door: door)
        try await peer.withCluster {
            $0.systemSettings.tendInterval = .milliseconds(250)
        } _: { cluster in
            door.setHabit(.refuse(.invalidCredential))
            door.forgetTokens()
            peer.disconnect()
            try await eventually("the tend warns") { cluster.warnings.contains { $0.code == .loginRefused } }
            let warning = try #require(cluster.warnings.first { $0.code == .loginRefused })
            // A node that keeps the client out for long is given up, and the seed says the same.
            #expect(["S1 127.0.0.1:\(peer.port)", "127.0.0.1:\(peer.port)"].contains(warning.node))
            #expect(warning.resultCode == .invalidCredential)
        }
    }

    // MARK: One connection

    private static func impatient(_ peer: ScriptedPeer) throws -> (NodeLogin, SocketAddress, MonotonicTime) {
        let identity = LoginIdentity.native(user: "app", hash: SecretBytes([1]))
        let address = try #require(SocketAddress(ip: "127.0.0.1", port: peer.port))
        let deadline = MonotonicTime.now().advanced(by: .seconds(30))
        return (NodeLogin(as: identity, timeout: .milliseconds(20)), address, deadline)
    }

    @Test("A login without an answer has a time of its own", arguments: Driver.allCases)
    func silence(driver: Driver) async throws {
        let peer = try ScriptedPeer(door: PeerDoor(logins: [.silence, .silence]))
        let (login, address, deadline) = try Self.impatient(peer)
        let loop = try EventLoop.start()
        let error = await #expect(throws: AerospikeError.self) {
            switch driver {
            case .tasks: _ = try await ControlConnection.open(to: address, login: login, on: loop, until: deadline)
            case .threads:
                _ = try await onThread { () throws(AerospikeError) in
                    try BlockingConnection.open(to: address, login: login, within: .seconds(30), until: deadline)
                }
            }
        }
        #expect(error?.code == .timeout)
        #expect(error?.message == "the login at \(address) did not end in time")
        // The turn has passed on.
        let turn = ThreadSignal<LoginTurn>()
        login.requestTurn { turn.send($0) }
        #expect(turn.wait() == .login)
        await loop.stop()
    }

    @Test("A turn that does not come is not waited for beyond the time of the login")
    func missingTurn() async throws {
        let peer = try ScriptedPeer(door: PeerDoor())
        let (login, address, deadline) = try Self.impatient(peer)
        login.requestTurn { _ in }
        let error = await #expect(throws: AerospikeError.self) {
            try await onThread { () throws(AerospikeError) in
                _ = try BlockingConnection.open(to: address, login: login, within: .seconds(30), until: deadline)
            }
        }
        #expect(error?.code == .timeout)
        // The turn of the connection that gave up goes to the next.
        login.ended(.broken)
        let turn = ThreadSignal<LoginTurn>()
        login.requestTurn { turn.send($0) }
        #expect(turn.wait() == .login)
    }

    @Test("A connect that is cancelled in the middle of a login leaves nothing behind")
    func cancelled() async throws {
        let door = PeerDoor(logins: [.silence])
        let peer = try ScriptedPeer(door: door)
        var definition = peer.definition.withNativeCredentials("app", "s3cret")
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(60)
        definition.systemSettings.connections.waitForLoginToComplete = .seconds(600)
        let cluster = Cluster(definition)
        let connecting = Task { try await cluster.connect() }
        try await eventually("the login is sent") { door.loginCount == 1 }
        connecting.cancel()
        let error = await #expect(throws: AerospikeError.self) { try await connecting.value }
        #expect(error?.code == .cancelled)
        try await eventually("the connection is closed") { peer.connectionCount == 0 }
        try await cluster.connect()
        #expect(door.loginCount == 2)
        await cluster.close()
    }
}
