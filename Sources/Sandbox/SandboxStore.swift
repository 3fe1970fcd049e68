internal import AerospikeSDK

/// The records of the whole cluster, by namespace and partition.
///
/// A real cluster keeps a copy of each partition on several nodes. Here all nodes share one store, and the copies are a
/// matter of bookkeeping: what the death of a node destroys is told to the store by ``SandboxTopology``.
struct SandboxStore: Sendable {
    private(set) var namespaces: [SandboxNamespace]

    init(names: [String], capacity: Int) {
        namespaces = names.map { SandboxNamespace(name: $0, capacity: capacity) }
    }

    /// A namespace's place, or `nil` where there is none of that name.
    func index(of name: [UInt8]?) -> Int? {
        guard let name else { return nil }
        return namespaces.firstIndex { $0.name.utf8.elementsEqual(name) }
    }

    subscript(namespace: Int) -> SandboxNamespace {
        get { namespaces[namespace] }
        _modify { yield &namespaces[namespace] }
    }

    /// Forgets what partitions held.
    ///
    /// - Parameter partitions: Those of each namespace.
    mutating func lose(_ partitions: [[PartitionID]]) {
        for (index, partitions) in zip(namespaces.indices, partitions) {
            for partition in partitions { namespaces[index].removeAll(in: partition) }
        }
    }
}

/// One namespace's records.
struct SandboxNamespace: Sendable {
    let name: String
    private let capacity: Int
    private var partitions = [[Digest: SandboxRecord]](repeating: [:], count: PartitionID.count)
    /// How many records each set has, including sets that have none any more.
    private(set) var sets: [String: Int] = [:]
    private(set) var recordCount = 0
    /// What the records weigh together, in bytes.
    private(set) var size = 0

    init(name: String, capacity: Int) {
        self.name = name
        self.capacity = capacity
    }

    /// The record, unless there is none or it has expired.
    func record(_ digest: Digest, at now: SandboxTime) -> SandboxRecord? {
        guard let record = partitions[digest.partition.index][digest], !record.isExpired(at: now) else { return nil }
        return record
    }

    /// Whether records of a size more than now would still fit.
    func hasRoom(for more: Int) -> Bool { size + more <= capacity }

    /// Whether records may be put into a set: it exists, or another set may still be made.
    func admits(set: String) -> Bool { sets[set] != nil || sets.count < SandboxLimits.sets }

    mutating func store(_ record: SandboxRecord, _ digest: Digest) {
        let old = partitions[digest.partition.index].updateValue(record, forKey: digest)
        if let old { forget(old) }
        sets[record.setName, default: 0] += 1
        recordCount += 1
        size += record.size
    }

    mutating func remove(_ digest: Digest) {
        guard let old = partitions[digest.partition.index].removeValue(forKey: digest) else { return }
        forget(old)
    }

    mutating func removeAll(in partition: PartitionID) {
        for record in partitions[partition.index].values { forget(record) }
        partitions[partition.index] = [:]
    }

    /// Removes the records of a set, or all where no set is named, that were last written before a moment.
    mutating func truncate(set: String?, before limit: SandboxTime) {
        removeAll { record in
            (set == nil || record.setName == set) && record.lastUpdate.milliseconds < limit.milliseconds
        }
    }

    /// How many records each set has in some partitions, and what they weigh together in bytes.
    func weights(in isWanted: (PartitionID) -> Bool) -> [String: (count: Int, size: Int)] {
        var weights = sets.mapValues { _ in (count: 0, size: 0) }
        for partition in PartitionID.all where isWanted(partition) {
            for record in partitions[partition.index].values {
                weights[record.setName, default: (0, 0)].count += 1
                weights[record.setName, default: (0, 0)].size += record.size
            }
        }
        return weights
    }

    mutating func removeExpired(at now: SandboxTime) {
        removeAll { $0.isExpired(at: now) }
    }

    private mutating func removeAll(where isUnwanted: (SandboxRecord) -> Bool) {
        for partition in PartitionID.all {
            for (digest, record) in partitions[partition.index] where isUnwanted(record) { remove(digest) }
        }
    }

    /// A partition's digests from the largest to the smallest, as queries walk along them, below one where it is given.
    func digests(in partition: PartitionID, below boundary: Digest?) -> [Digest] {
        let limit = boundary?.bytes
        return partitions[partition.index].keys
            .map { (digest: $0, bytes: $0.bytes) }
            .filter { entry in limit.map { entry.bytes.lexicographicallyPrecedes($0) } ?? true }
            .sorted { $1.bytes.lexicographicallyPrecedes($0.bytes) }
            .map(\.digest)
    }

    private mutating func forget(_ record: SandboxRecord) {
        sets[record.setName, default: 1] -= 1
        recordCount -= 1
        size -= record.size
    }
}
