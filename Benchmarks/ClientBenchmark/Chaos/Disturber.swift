import AerospikeSDK

/// Kills and starts nodes, one at a time, as a seed has it.
struct Disturber: Sendable {
    /// How often the client did not see in time what the servers agreed on.
    typealias Misses = Int

    let bed: any Bed
    let rounds: Int
    let seed: UInt64
    let witness: Witness
    let ledger: Ledger
    /// The longest that a node stays dead, and the longest that all of them are left in peace.
    let hold: Duration
    /// How long the client may take to see the cluster whole again.
    let patience: Duration

    /// - Parameter watch: Called before each round with its number from 0.
    func run(_ watch: (Int) -> Void) async throws -> Misses {
        var random = SplitMix64(seed: seed)
        var misses = 0
        for round in 0..<rounds {
            watch(round)
            let node = Int.random(in: 0..<bed.hosts.count, using: &random)
            try await bed.kill(node)
            try await Task.sleep(for: hold * Double.random(in: 0..<1, using: &random))
            try await bed.start(node)
            if !(await witness.waitUntilRight(within: patience)) { misses += 1 }
            ledger.settle()
            try await Task.sleep(for: hold * Double.random(in: 0..<1, using: &random))
        }
        watch(rounds)
        return misses
    }
}
