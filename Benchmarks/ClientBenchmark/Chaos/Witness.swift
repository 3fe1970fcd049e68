import AerospikeSDK
import Synchronization

/// Compares what a client believes of a cluster with what the servers say, over connections of its own.
actor Witness {
    /// For each copy, the master's first, the name of the node that holds each partition.
    private typealias Columns = [[String]]

    private static let patience = Duration.milliseconds(500)

    private let hosts: [Host]
    private let namespace: String
    private let observed: Cluster
    /// Lends its event loop.
    private let own: Cluster
    private var connections: [Host: ControlConnection] = [:]
    private var truth: Columns = []
    private var changedAt = MonotonicTime.now()
    private var isRight = false
    /// How long it took the client to follow each change, once the servers agreed.
    private(set) var delays: [Duration] = []

    init(_ observed: Cluster, hosts: [Host], namespace: String) throws {
        self.observed = observed
        self.hosts = hosts
        self.namespace = namespace
        own = Cluster(observed.definition, loopCount: 1)
        try own.startLoops()
    }

    /// Looks again and again until its task is cancelled.
    func run(every interval: Duration) async {
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: interval)
        }
        connections = [:]
        await own.close()
    }

    /// Waits until the servers agree and the client agrees with them.
    ///
    /// - Returns: Whether that came about in time.
    func waitUntilRight(within limit: Duration) async -> Bool {
        let end = MonotonicTime.now().advanced(by: limit)
        while MonotonicTime.now() < end {
            await look()
            if isRight { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    private func look() async {
        guard let columns = await askServers() else {
            isRight = false
            return
        }
        let now = MonotonicTime.now()
        if columns != truth {
            truth = columns
            changedAt = now
            isRight = false
        }
        guard !isRight, believed(copies: columns.count) == columns else { return }
        isRight = true
        delays.append(changedAt.duration(until: .now()))
    }

    /// The client's picture.
    private func believed(copies: Int) -> Columns {
        var columns = Columns(repeating: [], count: copies)
        let topology = observed.topology
        for partition in PartitionID.all {
            let holders = topology.replicas(of: partition, in: namespace).map(\.name)
            for copy in 0..<copies { columns[copy].append(copy < holders.count ? holders[copy] : "") }
        }
        return columns
    }

    /// The servers' picture, or `nil` while they contradict each other or say nothing of some partition.
    private func askServers() async -> Columns? {
        var columns: Columns = []
        for host in hosts {
            guard let (name, list) = await ask(host) else { continue }
            guard let bitmaps = list.namespaces.first(where: { $0.name == namespace })?.bitmaps else { return nil }
            while columns.count < bitmaps.count {
                columns.append(Array(repeating: "", count: PartitionID.count))
            }
            for (copy, bitmap) in bitmaps.enumerated() {
                for partition in PartitionID.all where bitmap.contains(partition) {
                    guard columns[copy][partition.index].isEmpty else { return nil }
                    columns[copy][partition.index] = name
                }
            }
        }
        return columns.isEmpty || columns.contains { $0.contains("") } ? nil : columns
    }

    private func ask(_ host: Host) async -> (name: String, list: ReplicaList)? {
        let deadline = MonotonicTime.now().advanced(by: Self.patience)
        do throws(AerospikeError) {
            let connection = try await connection(to: host, until: deadline)
            let answers = try await connection.ask(["node", "replicas"], until: deadline)
            return (try answers.value("node"), try ReplicaList(parsing: try answers.value("replicas")))
        } catch {
            connections[host] = nil
            return nil
        }
    }

    private func connection(
        to host: Host,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> ControlConnection {
        if let connection = connections[host] { return connection }
        guard let address = SocketAddress(ip: host.name, port: host.port), let loop = own.loops.first else {
            throw AerospikeError(.invalidArgument, "the nodes must be given by their IP addresses")
        }
        let connection = try await ControlConnection.open(to: address, on: loop, until: deadline)
        connections[host] = connection
        return connection
    }
}
