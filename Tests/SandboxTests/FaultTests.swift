import AerospikeSDK
import AerospikeSandbox
import Testing

@Suite("Faults on purpose")
struct FaultTests {
    @Test("Garbled frames cannot be read, and only as many answers as asked for are spoilt")
    func garbledFrames() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.inject(.wrongVersion, on: "A1")
            let first = try await RawClient.connect(to: cluster.hosts[0])
            await #expect(throws: RawClient.Failure.garbled(.unknownVersion(9))) {
                try await first.exchange(Commands.get())
            }
            try await cluster.inject(.hugeLength, on: "A1", count: 2)
            for _ in 0..<2 {
                let client = try await RawClient.connect(to: cluster.hosts[0])
                await #expect(throws: RawClient.Failure.self) { try await client.exchange(Commands.get()) }
            }
            let last = try await RawClient.connect(to: cluster.hosts[0])
            #expect(try messages(in: try await last.exchange(Commands.get())).count == 1)
            #expect(try await cluster.counters(of: "A1").faults == 3)
        }
    }

    @Test(
        "Garbled messages are whole frames that hold no message",
        arguments: [SandboxFault.lyingFieldCount, .truncatedOperation, .deepNesting, .trailingBytes])
    func garbledMessages(fault: SandboxFault) async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.inject(fault, on: "A1", count: nil)
            let client = try await RawClient.connect(to: cluster.hosts[0])
            for _ in 0..<2 {
                let frame = try await client.exchange(Commands.get())
                #expect(throws: WireError.self) { try messages(in: frame) }
            }
            #expect(try await client.info("node") == "A1")
            try await cluster.clearFaults(on: "A1")
            #expect(try messages(in: try await client.exchange(Commands.get())).count == 1)
        }
    }

    @Test(
        "A connection that breaks off instead of an answer",
        arguments: [SandboxFault.halfAnAnswer, .closedConnection])
    func brokenOff(fault: SandboxFault) async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.inject(fault, on: "A1")
            let client = try await RawClient.connect(to: cluster.hosts[0])
            await #expect(throws: RawClient.Failure.closed) { try await client.exchange(Commands.put(1)) }
            let another = try await RawClient.connect(to: cluster.hosts[0])
            let answer = try await another.exchange(Commands.get())
            #expect(try messages(in: answer).first?.header.resultCode == .ok)
        }
    }

    @Test("A silent node carries out the write all the same")
    func silence() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.inject(.silence, on: "A1")
            let client = try await RawClient.connect(to: cluster.hosts[0])
            try await client.send(Commands.put("silent"))
            let answer = try await client.exchange(Commands.get())
            #expect(try messages(in: answer).first?.operations.first?.value == "silent")
        }
    }

    @Test("A result code is answered instead of carrying out the command")
    func resultCodes() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.inject(.resultCode(.deviceOverload), on: "A1")
            let client = try await RawClient.connect(to: cluster.hosts[0])
            let refused = try await client.exchange(Commands.put(1))
            #expect(try messages(in: refused).first?.header.resultCode == .deviceOverload)
            let answer = try await client.exchange(Commands.get())
            #expect(try messages(in: answer).first?.header.resultCode == .keyNotFound)
        }
    }

    @Test("A fault of info answers leaves commands alone, and one of everything nothing")
    func targets() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.inject(.wrongVersion, on: "A1", target: .info)
            let client = try await RawClient.connect(to: cluster.hosts[0])
            #expect(try messages(in: try await client.exchange(Commands.get())).count == 1)
            await #expect(throws: RawClient.Failure.self) { try await client.info("node") }
            try await cluster.inject(.closedConnection, on: "A1", target: .everything)
            let another = try await RawClient.connect(to: cluster.hosts[0])
            await #expect(throws: RawClient.Failure.closed) { try await another.info("node") }
        }
    }
}
