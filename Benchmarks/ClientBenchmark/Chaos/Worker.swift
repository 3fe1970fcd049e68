import AerospikeSDK

/// One of those who read and write: it draws commands and draws the conclusions from their answers.
struct Worker {
    /// What a command asks for.
    enum Action: Sendable {
        case read(Key)
        case readMany([Key])
        case write(Key, Bins)
    }

    /// What it is answered with.
    enum Reply: Sendable {
        case record(Record)
        case rows([RecordResult])
        case written
    }

    /// A command, and what is known when it begins.
    struct Command {
        let action: Action
        let numbers: [Int]
        /// For each record that is read, the oldest write that may be found.
        var floors: [Int] = []
        /// That of a write.
        var sequence = 0
    }

    private static let batchSize = 8

    let ledger: Ledger
    let tally: Tally
    private var random: SplitMix64

    init(_ place: Int, seed: UInt64, _ ledger: Ledger, _ tally: Tally) {
        self.ledger = ledger
        self.tally = tally
        random = SplitMix64(seed: seed &+ UInt64(place) &* 0x5851_F42D_4C95_7F2D)
    }

    /// Draws a command: of ten, six reads, three writes and a batch.
    mutating func next() -> Command {
        let number = Int.random(in: 0..<ledger.count, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3:
            guard let (sequence, bins) = ledger.beginWrite(of: number) else { return read([number]) }
            return Command(action: .write(ledger.dataSet.id(number), bins), numbers: [number], sequence: sequence)
        case 3: return read((0..<Self.batchSize).map { _ in Int.random(in: 0..<ledger.count, using: &random) })
        default: return read([number])
        }
    }

    private func read(_ numbers: [Int]) -> Command {
        let keys = numbers.map { ledger.dataSet.id($0) }
        let floors = numbers.map { ledger.floor(of: $0) }
        return Command(action: keys.count == 1 ? .read(keys[0]) : .readMany(keys), numbers: numbers, floors: floors)
    }

    /// A command has been answered.
    func conclude(_ command: Command, _ result: Result<Reply, AerospikeError>) {
        switch (command.action, result) {
        case (.write, .success):
            ledger.endWrite(of: command.numbers[0], command.sequence, nil)
            tally.add { $0.writes += 1 }
        case (.write, .failure(let error)):
            ledger.endWrite(of: command.numbers[0], command.sequence, error)
            tally.addFailure(of: "write", error)
        case (_, .success(.record(let record))):
            judge(record, 0, of: command)
        case (_, .success(.rows(let rows))):
            judge(rows, of: command)
        case (_, .failure(let error)) where error.resultCode == .keyNotFound:
            judge(nil, 0, of: command)
        case (.read, .failure(let error)): tally.addFailure(of: "read", error)
        case (_, .failure(let error)): tally.addFailure(of: "batch", error)
        case (_, .success(.written)): break
        }
    }

    private func judge(_ record: Record?, _ place: Int, of command: Command) {
        tally.add { $0.reads += 1 }
        tally.add(ledger.judge(record, of: command.numbers[place], floor: command.floors[place]))
    }

    private func judge(_ rows: [RecordResult], of command: Command) {
        guard case .readMany(let keys) = command.action, rows.count == keys.count else {
            return tally.add { $0.wrongRecords += 1 }
        }
        tally.add { $0.batchRows += rows.count }
        for (place, row) in rows.enumerated() {
            guard row.key == keys[place] else {
                tally.add(.wrong)
                continue
            }
            switch row.resultCode {
            case .ok?, .keyNotFound?:
                let record = row.isOK ? row.record : nil
                tally.add(ledger.judge(record, of: command.numbers[place], floor: command.floors[place]))
            default: tally.addFailure(of: "batch row", row.error ?? AerospikeError(.server, "no outcome"))
            }
        }
    }
}

extension Session {
    func carryOut(_ action: Worker.Action) async throws(AerospikeError) -> Worker.Reply {
        switch action {
        case .read(let key): return .record(try await get(key))
        case .readMany(let keys): return .rows(try await query(keys).includeMissingKeys().execute().collect())
        case .write(let key, let bins):
            try await put(key, bins)
            return .written
        }
    }
}

extension SyncSession {
    func carryOut(_ action: Worker.Action) throws(AerospikeError) -> Worker.Reply {
        switch action {
        case .read(let key): return .record(try get(key))
        case .readMany(let keys): return .rows(try query(keys).includeMissingKeys().execute().collect())
        case .write(let key, let bins):
            try put(key, bins)
            return .written
        }
    }
}
