import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("Rounds of the tend among servers that come and go at random")
struct ClusterTendPropertyTests {
    @Test("The client sees the truth after two quiet rounds, whatever happened before", arguments: seeds)
    func converges(seed: UInt64) {
        var world = World(seed: seed)
        for chapter in 1...6 {
            for _ in 0..<Int.random(in: 1...8, using: &world.generator) {
                world.happen()
                world.round()
                #expect(world.longSilent.isEmpty, "chapter \(chapter): a node that left is kept")
            }
            world.heal()
            for _ in 1...2 { world.quietRound() }
            #expect(world.seenNames == world.trueNames, "chapter \(chapter)")
            #expect(world.misplacedCount == 0, "chapter \(chapter)")
            #expect(world.cluster.round() == ClusterTend.Report(), "chapter \(chapter): all is known")
        }
    }
}

/// Servers, of which some form the cluster, and what the client should see.
private struct World {
    var generator: SeededGenerator
    var cluster = SimulatedCluster(count: 3, seeds: [1, 2, 3])
    /// The ports of the servers that form the cluster, one of the seeds always among them.
    private var group: Set<UInt16> = [1, 2, 3]
    private var lastName = 3
    /// For how many rounds each known server has been silent.
    private var silences: [UInt16: Int] = [:]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    // MARK: What happens

    mutating func happen() {
        let port = group.randomElement(using: &generator) ?? 1
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: join()
        case 1 where group.count > 1: leave(port)
        case 2: rename(port)
        case 3: move(port)
        case 4: split()
        case 5: cluster.servers[port]?.isSilent.toggle()
        case 6: misannounce(port)
        case 7: restart(port)
        default: distribute()
        }
    }

    private mutating func join() {
        guard let port = (1...12).filter({ !group.contains($0) }).randomElement(using: &generator) else { return }
        cluster.servers[port] = .init(name: newName())
        group.insert(port)
        cluster.connect(group.sorted())
    }

    private mutating func leave(_ port: UInt16) {
        cluster.stop(port)
        group.remove(port)
    }

    private mutating func rename(_ port: UInt16) {
        let name = newName()
        cluster.servers[port]?.name = name
        if Bool.random(using: &generator) { cluster.connect(group.sorted()) }
    }

    private mutating func move(_ port: UInt16) {
        guard let target = (1...12).filter({ !group.contains($0) }).randomElement(using: &generator) else { return }
        let server = cluster.servers[port]
        cluster.servers[target] = server
        cluster.servers[port]?.isSilent = true
        group.remove(port)
        group.insert(target)
        cluster.connect(group.sorted())
    }

    private mutating func split() {
        let half = group.filter { _ in Bool.random(using: &generator) }
        cluster.connect(half.sorted())
        cluster.connect(group.subtracting(half).sorted())
        distribute()
    }

    private mutating func misannounce(_ port: UInt16) {
        let another = group.randomElement(using: &generator)
        cluster.servers[port]?.publishedPort = another
    }

    /// A server that was restarted counts from the start again.
    private mutating func restart(_ port: UInt16) {
        cluster.servers[port]?.peersGeneration = 0
        cluster.servers[port]?.partitionGeneration = 0
        cluster.servers[port]?.copies = [[]]
    }

    private mutating func newName() -> String {
        lastName += 1
        return "N\(lastName)"
    }

    /// Gives each partition to servers of the cluster, two if there are as many.
    private mutating func distribute() {
        let ports = group.sorted()
        var copies: [UInt16: [[Int]]] = [:]
        let depth = min(2, ports.count)
        for port in ports { copies[port] = Array(repeating: [], count: depth) }
        for partition in 0..<PartitionID.count {
            let first = Int.random(in: 0..<ports.count, using: &generator)
            for copy in 0..<depth { copies[ports[(first + copy) % ports.count]]?[copy].append(partition) }
        }
        for port in ports { cluster.give(copies[port] ?? [], to: port) }
    }

    /// Every server of the cluster answers, knows the others, and says where it is; all others are silent.
    mutating func heal() {
        if group.isDisjoint(with: [1, 2, 3]) {
            cluster.servers[1] = .init(name: newName())
            group.insert(1)
        }
        for port in cluster.servers.keys {
            cluster.servers[port]?.isSilent = !group.contains(port)
            cluster.servers[port]?.publishedPort = nil
        }
        cluster.connect(group.sorted())
        distribute()
    }

    // MARK: What the client sees

    /// A round in which some answers are lost.
    mutating func round() {
        cluster.round(losing: Set(group.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }))
        let known = Set(cluster.members)
        silences = silences.filter { known.contains($0.key) }
        for port in known {
            silences[port] = cluster.servers[port]?.isSilent == true ? silences[port, default: 0] + 1 : 0
        }
    }

    mutating func quietRound() {
        cluster.round()
        silences = [:]
    }

    /// The known servers that have been silent for longer than the limit.
    var longSilent: [UInt16] { silences.filter { $0.value >= ClusterLimits.failures }.map(\.key) }

    var seenNames: [String] { cluster.names.sorted() }

    var trueNames: [String] { group.compactMap { cluster.servers[$0]?.name }.sorted() }

    /// How many copies the client looks for elsewhere than where they are.
    var misplacedCount: Int {
        group.sorted().reduce(into: 0) { count, port in
            for (copy, partitions) in (cluster.servers[port]?.copies ?? []).enumerated() {
                count += partitions.count { cluster.holder(of: $0, copy: copy) != port }
            }
        }
    }
}
