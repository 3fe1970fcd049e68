/// Reads from every master of a namespace a record that need not exist.
struct ReadCheck: Sendable {
    let namespace: String
    let nodes: [Node]
    let map: PartitionMap
    let loop: EventLoop
    let patience: Duration

    /// One read from each node that is the master of a partition.
    ///
    /// The duration told is that of the slowest; each node was asked once before, so that no time goes to connecting.
    func step() async -> CheckStep {
        let readings = await withTaskGroup(of: Reading.self) { group in
            for (place, node) in nodes.enumerated() {
                guard let digest = digest(heldBy: node) else { continue }
                group.addTask { await read(digest, from: node, place) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.place < $1.place }
        }
        let slowest = readings.map(\.duration).max()
        for reading in readings {
            guard let error = reading.error else { continue }
            let meaning = CheckAdvice(error, at: .read, patience: patience)
            return CheckStep(
                .read, namespace, .failed, detail: "\(nodes[reading.place].name): \(meaning.detail)",
                duration: slowest, error: error, advice: meaning.advice)
        }
        return CheckStep(.read, namespace, detail: "\(readings.count.of("node")) answered", duration: slowest)
    }

    private struct Reading {
        let place: Int
        let duration: Duration
        var error: AerospikeError?
    }

    private func read(_ digest: Digest, from node: Node, _ place: Int) async -> Reading {
        var watch = Stopwatch()
        do throws(AerospikeError) {
            try await read(digest, from: node)
            watch = Stopwatch()
            try await read(digest, from: node)
            return Reading(place: place, duration: watch.elapsed)
        } catch {
            return Reading(place: place, duration: watch.elapsed, error: error)
        }
    }

    private func read(_ digest: Digest, from node: Node) async throws(AerospikeError) {
        let command = RecordCommand(Key(namespace: namespace, setName: "", digest: digest), .read(.none))
        let isStrong = map.tables[namespace]?.isStronglyConsistent == true
        let mode: ConsistencyMode = isStrong ? .strongConsistency : .availability
        let bytes = command.encode(Behavior.default.settings(.read, .point, mode), mode)
        let outcome = await loop.exchange(
            bytes, expecting: .message, with: node.endpoint, in: .reads, until: .now().advanced(by: patience))
        switch outcome {
        case .success(.record(let answer)):
            guard answer.resultCode != .ok, answer.resultCode != .keyNotFound else { return }
            throw AerospikeError(
                .server, "the server refused the read", resultCode: answer.resultCode, node: node.description)
        case .success: throw AerospikeError(.protocolViolation, "the server answered another kind of request")
        case .failure(let failure): throw failure.error
        }
    }

    /// A digest in a partition of which the node is the master: its first two bytes are the partition's number.
    private func digest(heldBy node: Node) -> Digest? {
        guard let masters = map.tables[namespace]?.columns.first, let index = masters.firstIndex(of: node.id) else {
            return nil
        }
        let number = UInt16(index)
        let partition = [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
        return Digest(partition + [UInt8](repeating: 0xA5, count: Digest.length - 2))
    }
}
