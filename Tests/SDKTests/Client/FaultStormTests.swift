import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("Servers that do at random whatever can go wrong")
struct FaultStormTests {
    @Test("Each command gets its own record or an error, and nothing is left open", arguments: Driver.allCases, seeds)
    func answers(driver: Driver, seed: UInt64) async throws {
        try await FaultStorm(seed: seed).rage(driver)
    }

    @Test("Storms leave no descriptor and no thread behind")
    func leaks() async {
        // A process of its own, so that what other tests open does not count.
        await #expect(processExitsWith: .success) {
            for driver in Driver.allCases { try await FaultStorm(seed: 1).rage(driver) }
            let (threads, descriptors) = try (ProcessCounts.count(of: "task"), ProcessCounts.count(of: "fd"))
            for seed in 2...4 as ClosedRange<UInt64> {
                for driver in Driver.allCases { try await FaultStorm(seed: seed).rage(driver) }
            }
            try await eventually("every descriptor is closed") { try ProcessCounts.count(of: "fd") <= descriptors }
            // Swift's cooperative pool may have grown meanwhile.
            try await eventually("every thread has ended") { try ProcessCounts.count(of: "task") <= threads + 2 }
        }
    }
}

/// A script of faults that follows from a seed, and what must be so all the same.
private struct FaultStorm {
    private static let commands = 100
    private static let workers = 4
    private static let connections = 4

    private let seed: UInt64
    private let script: [[ScriptedPeer.Step]]
    /// What the late answers wait for.
    private let delays: [ThreadSignal<Void>]
    /// What the connections wait for that fall silent: a server that goes on without an answer lies beyond detection.
    private let silences: [ThreadSignal<Void>]

    init(seed: UInt64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed)
        var (delays, silences): ([ThreadSignal<Void>], [ThreadSignal<Void>]) = ([], [])
        script = (0..<Self.commands).map { _ in
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: return [.close]
            case 1: return [.reset]
            case 2:
                silences.append(ThreadSignal())
                return [.wait(silences[silences.count - 1]), .close]
            case 3: return [.send(Self.garbage(&generator))]
            case 4: return [.send(Self.beginning(&generator)), .close]
            case 5:
                delays.append(ThreadSignal())
                return [.wait(delays[delays.count - 1]), .answer]
            default: return [.answer]
            }
        }
        (self.delays, self.silences) = (delays, silences)
    }

    /// Bytes that begin as no answer does.
    private static func garbage(_ generator: inout SeededGenerator) -> [UInt8] {
        [0xEE] + (0..<Int.random(in: 0..<64, using: &generator)).map { _ in .random(in: 0 ... .max, using: &generator) }
    }

    /// The beginning of somebody else's answer.
    private static func beginning(_ generator: inout SeededGenerator) -> [UInt8] {
        let answer = PeerAnswers.record(DataSet.of("test", "others").id(1).digest.bytes)
        return Array(answer.prefix(Int.random(in: 1..<answer.count, using: &generator)))
    }

    func rage(_ driver: Driver) async throws {
        let peer = try ScriptedPeer(script)
        let change = { (settings: inout SystemSettings) in
            settings.connections.maximumPerNode = Self.connections
            settings.tendInterval = .milliseconds(250)
        }
        let endpoint = try await peer.withQuietCluster(driver, change) { cluster, endpoint in
            await command(driver, cluster)
            for signal in delays + silences { signal.send(()) }
            // Commands that were refused here have left faults over.
            try await eventually("the script is at its end") {
                _ = await attempt(driver, 0, on: cluster)
                return peer.commandCount >= script.count
            }
            try await eventually("the client has recovered") {
                for number in 0..<3 where await !attempt(driver, number, on: cluster) { return false }
                return true
            }
            #expect(endpoint.connectionCount <= Self.connections)
            return endpoint
        }
        try await eventually("every connection is closed") {
            peer.connectionCount == 0 && endpoint.connectionCount == 0
        }
    }

    private func command(_ driver: Driver, _ cluster: Cluster) async {
        let ended = Bell()
        await withTaskGroup { group in
            for worker in 0..<Self.workers {
                group.addTask {
                    for number in 0..<Self.commands / Self.workers {
                        _ = await attempt(driver, number * Self.workers + worker, on: cluster)
                        let place = ended.ring()
                        if place.isMultiple(of: 8), place / 8 < delays.count { delays[place / 8].send(()) }
                    }
                }
            }
        }
    }

    /// Reads a record, which must be the right one if it comes at all.
    ///
    /// - Returns: Whether it came.
    private func attempt(_ driver: Driver, _ number: Int, on cluster: Cluster) async -> Bool {
        let key = DataSet.of("test", "storm").id(number)
        do throws(AerospikeError) {
            let behavior = Behavior.lenient(for: number.isMultiple(of: 2) ? .zero : .milliseconds(300))
            let record = try await driver.get(key, on: cluster, behavior)
            #expect(record.digest == key.digest, "seed \(seed), \(driver), command \(number)")
            return true
        } catch {
            #expect(Self.expected.contains(error.code), "seed \(seed), \(driver), command \(number): \(error)")
            return false
        }
    }

    private static let expected: Set<AerospikeError.Code> = [
        .timeout, .connectionClosed, .connectionFailed, .foreignProtocol, .protocolViolation, .noMoreConnections,
        .circuitBreakerOpen,
    ]
}
