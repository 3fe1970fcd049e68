import TestSupport

@testable import AerospikeSDK

/// A task that gives random commands on records of its own, one after the other, and knows what must be in them.
struct CountedTask {
    private let caller: Caller
    private let dataSet: DataSet
    private let name: Int
    private var generator: SeededGenerator
    private var keys: [CountedKey] = []
    private var keyCount = 0
    private var value = 0

    /// The records that are left alone because of a doubt.
    private(set) var doubted: [CountedKey] = []
    /// What must not be.
    private(set) var complaints: [String] = []
    private(set) var failures = 0

    private static let keysAtATime = 16

    init(_ name: Int, seed: UInt64, _ caller: Caller, _ dataSet: DataSet) {
        self.name = name
        self.caller = caller
        self.dataSet = dataSet
        generator = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(name))
        for _ in 0..<Self.keysAtATime { keys.append(newKey()) }
    }

    /// Every record that was ever written to.
    var everything: [CountedKey] { keys + doubted }

    private mutating func newKey() -> CountedKey {
        keyCount += 1
        return CountedKey(dataSet.id("\(name)-\(keyCount)"))
    }

    /// Gives one command and waits for its end.
    mutating func step() async {
        let place = Int.random(in: 0..<keys.count, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<3: await read(place)
        case 3..<6: await put(place)
        case 6: await delete(place)
        case 7: await increment(place)
        case 8: await readAll()
        default: await writeSome()
        }
        for place in keys.indices where keys[place].isInDoubt {
            doubted.append(keys[place])
            keys[place] = newKey()
        }
    }

    private mutating func nextBins(of place: Int) -> (state: CountedKey.State, bins: Bins) {
        value += 1
        return (value, ["key": .string(keys[place].key.digest.description), "value": Value(value)])
    }

    // MARK: Single records

    private mutating func read(_ place: Int) async {
        do throws(AerospikeError) {
            expect(keys[place].agrees(with: try await caller.get(keys[place].key)), "a read of \(place)")
        } catch {
            if error.resultCode == .keyNotFound {
                expect(keys[place].agrees(with: nil), "a record that is gone")
            } else {
                note(error, isWrite: false)
            }
        }
    }

    private mutating func put(_ place: Int) async {
        let (state, bins) = nextBins(of: place)
        do throws(AerospikeError) {
            try await caller.put(keys[place].key, bins)
            keys[place].acknowledged(state)
        } catch {
            note(error, isWrite: true)
            if error.isInDoubt { keys[place].doubted(state) }
        }
    }

    private mutating func delete(_ place: Int) async {
        do throws(AerospikeError) {
            let row = try await caller.run(caller.session.delete(keys[place].key)).first
            // Of a delete that is tried again, the second may find that the first was carried out.
            if keys[place].state != nil, row?.isOK != true, row?.resultCode != .keyNotFound {
                complaints.append("a delete had no outcome")
            }
            keys[place].acknowledged(nil)
        } catch {
            note(error, isWrite: true)
            if error.isInDoubt { keys[place].doubted(nil) }
        }
    }

    private mutating func increment(_ place: Int) async {
        guard let before = keys[place].state else { return await put(place) }
        let after = before + 1_000_000
        let command = caller.session.update(keys[place].key).bin("value").incrementBy(1_000_000).bin("value").get()
        do throws(AerospikeError) {
            let record = try await caller.run(command).first?.record
            expect(record?.bins["value"] == Value(after), "what an increment returned")
            keys[place].acknowledged(after)
        } catch {
            note(error, isWrite: true)
            if error.isInDoubt { keys[place].doubted(after) }
        }
    }

    // MARK: Batches

    private mutating func readAll() async {
        do throws(AerospikeError) {
            let rows = try await caller.run(caller.session.query(keys.map(\.key)).includeMissingKeys())
            expect(rows.map(\.index) == Array(keys.indices), "each row once")
            for row in rows {
                guard row.isOK || row.resultCode == .keyNotFound else {
                    note(row.failure, isWrite: false)
                    continue
                }
                expect(row.key == keys[row.index].key, "a row's key")
                expect(keys[row.index].agrees(with: row.isOK ? row.record : nil), "a row of a batch")
            }
        } catch {
            note(error, isWrite: false)
        }
    }

    /// Writes to some records and deletes others, in one batch whose rows come in any order.
    private mutating func writeSome() async {
        let places = Array(keys.indices.shuffled(using: &generator).prefix(5))
        var batch = caller.session.batch()
        var states: [CountedKey.State] = []
        for place in places {
            guard Bool.random(using: &generator) else {
                batch.add(caller.session.delete(keys[place].key))
                states.append(nil)
                continue
            }
            let (state, bins) = nextBins(of: place)
            batch.add(caller.session.upsert(keys[place].key).put(bins))
            states.append(state)
        }
        do throws(AerospikeError) {
            let rows = try await caller.stream(batch)
            expect(Set(rows.map(\.index)) == Set(places.indices) && rows.count == places.count, "each row once")
            for row in rows {
                let place = places[row.index]
                if row.isOK || row.resultCode == .keyNotFound {
                    keys[place].acknowledged(states[row.index])
                } else {
                    note(row.failure, isWrite: true)
                    if row.failure.isInDoubt { keys[place].doubted(states[row.index]) }
                }
            }
        } catch {
            complaints.append("a batch failed as a whole: \(error)")
            for (place, state) in zip(places, states) { keys[place].doubted(state) }
        }
    }

    // MARK: The count

    private mutating func expect(_ holds: Bool, _ what: String) {
        if !holds { complaints.append("\(what) is wrong, task \(name)") }
    }

    private mutating func note(_ error: AerospikeError, isWrite: Bool) {
        failures += 1
        if !isWrite, error.isInDoubt { complaints.append("a read is in doubt: \(error)") }
        let expected: Set<AerospikeError.Code> = [
            .timeout, .connectionClosed, .connectionFailed, .nodeUnavailable, .circuitBreakerOpen, .noMoreConnections,
            .server, .protocolViolation, .foreignProtocol,
        ]
        if !expected.contains(error.code) { complaints.append("an error that nobody caused: \(error)") }
    }
}
