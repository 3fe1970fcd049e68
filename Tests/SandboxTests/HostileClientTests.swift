import AerospikeSDK
import Testing

@testable import AerospikeSandbox

@Suite("Clients that are not to be trusted")
struct HostileClientTests {
    /// A cluster still serves an honest client.
    private func expectService(of cluster: SandboxCluster) async throws {
        let client = try await RawClient.connect(to: cluster.hosts[0])
        #expect(try await client.info("status") == "ok")
    }

    @Test(
        "Bytes that are no frame end the connection",
        arguments: [
            [0x47, 0x45, 0x54, 0x20, 0x2F, 0x20, 0x48, 0x54], [2, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [2, 9, 0, 0, 0, 0, 0, 0], [2, 4, 0, 0, 0, 0, 0, 0],
        ] as [[UInt8]])
    func noFrames(bytes: [UInt8]) async throws {
        try await SandboxCluster.withCluster { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            await #expect(throws: RawClient.Failure.closed) { try await client.exchange(bytes) }
            try await expectService(of: cluster)
            #expect(try await cluster.counters(of: "A1").malformedRequests == 1)
        }
    }

    @Test("A request that never ends is cut off at the limit")
    func endless() async throws {
        var configuration = SandboxConfiguration()
        configuration.maximumRequestSize = 100_000
        try await SandboxCluster.withCluster(configuration) { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            try await client.send([2, 3, 0, 0, 7, 0, 0, 0])
            let piece = [UInt8](repeating: 0, count: 1 << 16)
            await #expect(throws: RawClient.Failure.closed) {
                for _ in 0..<1000 { try await client.send(piece) }
            }
            try await expectService(of: cluster)
        }
    }

    @Test("A client that asks much and reads nothing does not stop the others")
    func deaf() async throws {
        try await SandboxCluster.withCluster { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            _ = try await client.exchange(Commands.put(.blob([UInt8](repeating: 1, count: 900_000))))
            for _ in 0..<50 { try await client.send(Commands.get()) }
            try await expectService(of: cluster)
            for _ in 0..<50 { #expect(try await client.receive().count > 900_000) }
        }
    }

    @Test("Requests in one breath are answered in order")
    func pipelined() async throws {
        try await SandboxCluster.withCluster { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            let keys = DataSet.of("test", "raw").ids(0..<100)
            try await client.send(keys.flatMap { Commands.put(.integer(Int64($0.digest.bytes[0])), $0) })
            try await client.send(keys.flatMap { Commands.get($0) })
            for _ in keys { _ = try await client.receive() }
            for key in keys {
                let value = try messages(in: try await client.receive()).first?.operations.first?.value
                #expect(value == .integer(Int64(key.digest.bytes[0])))
            }
        }
    }

    @Test("Too many connections are closed at once")
    func crowd() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.perform { server throws(AerospikeError) in
                server.state.nodes[0].counters.connectionsOpen = SandboxLimits.connectionsPerNode - 1
            }
            let last = try await RawClient.connect(to: cluster.hosts[0])
            #expect(try await last.info("status") == "ok")
            let late = try await RawClient.connect(to: cluster.hosts[0])
            await #expect(throws: RawClient.Failure.closed) { try await late.info("status") }
        }
    }

    @Test("Mutilated requests are answered or end the connection, and never end the process", arguments: 0..<4)
    func mutilated(part: Int) throws {
        var state = SandboxState(SandboxConfiguration(nodeCount: 2), ports: [3000, 3100])
        var random = SplitMix(seed: UInt64(part) + 2026)
        let requests = try Recordings().exchanges.flatMap(\.requests).filter { $0.count < 2000 }
        for _ in 0..<3000 {
            guard var request = requests.randomElement(using: &random) else { return }
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: FrameHeader.length..<request.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: request[place] = .random(in: 0...255, using: &random)
                case 1: request[place] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
                case 2: request.insert(.random(in: 0...255, using: &random), at: place)
                default: if request.count > FrameHeader.length + 1 { request.remove(at: place) }
                }
            }
            var writer = ByteWriter()
            writer.frame(FrameType(rawValue: request[1])) { $0.append(request[FrameHeader.length...]) }
            if let answer = try state.reply(to: writer.bytes), answer.first == FrameHeader.version, answer[1] == 3 {
                _ = try messages(in: answer)
            }
        }
        #expect(try state.reply(to: InfoMessage.request(["status"])) != nil)
    }
}

/// A source of randomness that repeats itself, so that a failure can be seen again.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
