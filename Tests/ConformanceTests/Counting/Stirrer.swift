import AerospikeSDK
import AerospikeSandbox
import TestSupport

/// Does to a sandbox what can go wrong with servers, one thing after another as a seed has it.
actor Stirrer {
    private let sandbox: SandboxCluster
    private let nodes: [String]
    private var generator: SeededGenerator
    private var dead: String?
    private var silent: String?

    init(_ sandbox: SandboxCluster, seed: UInt64) {
        self.sandbox = sandbox
        nodes = sandbox.nodes.map(\.name)
        generator = SeededGenerator(seed: seed)
    }

    /// The next thing that goes wrong.
    func stir() async throws {
        // One node at a time is dead: the others have a copy of everything.
        if let node = dead {
            dead = nil
            return try await sandbox.restart(node)
        }
        if let node = silent {
            silent = nil
            return try await sandbox.heal(node)
        }
        let node = nodes[Int.random(in: 0..<nodes.count, using: &generator)]
        switch Int.random(in: 0..<10, using: &generator) {
        case 0:
            dead = node
            try await sandbox.kill(node)
        case 1: try await sandbox.movePartitions()
        case 2...3: try await sandbox.resetConnections(to: node)
        case 4: try await sandbox.cause(.delay(.milliseconds(Int.random(in: 1...20, using: &generator))), on: node)
        case 5:
            silent = node
            try await sandbox.cause(.blackhole, on: node)
        default:
            // None that leaves out one answer among others: the next would be taken for it.
            let faults: [SandboxFault] = [
                .closedConnection, .halfAnAnswer, .noise, .resultCode(.deviceOverload), .trailingBytes,
            ]
            let fault = faults[Int.random(in: 0..<faults.count, using: &generator)]
            try await sandbox.inject(fault, on: node, count: Int.random(in: 1...3, using: &generator))
        }
    }

    /// Makes everything right again.
    func calm() async throws {
        if let node = dead { try await sandbox.restart(node) }
        (dead, silent) = (nil, nil)
        for node in nodes { try await sandbox.heal(node) }
    }
}
