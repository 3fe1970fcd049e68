@testable import AerospikeSDK

/// Commands on several records.
extension CountedTask {
    mutating func readAll() async {
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
    mutating func writeSome() async {
        let places = Array(keys.indices.shuffled(using: &generator).prefix(5))
        var batch = caller.session.batch()
        var states: [CountedKey.State] = []
        for place in places {
            guard Bool.random(using: &generator) else {
                batch.add(caller.session.delete(keys[place].key))
                states.append(nil)
                continue
            }
            let written = keys[place].next(newValue())
            batch.add(caller.session.upsert(keys[place].key).put(keys[place].key.countedBins(written.value)))
            states.append(written)
        }
        do throws(AerospikeError) {
            let rows = try await caller.stream(batch)
            expect(rows.map(\.index).sorted() == Array(places.indices), "each row once")
            for row in rows { take(row, of: places[row.index], writing: states[row.index]) }
        } catch {
            expect(error.code == .cancelled, "a batch that failed as a whole, \(error),")
            note(error, isWrite: true)
            guard error.isInDoubt else { return }
            for (place, state) in zip(places, states) { keys[place].doubted(state) }
        }
    }

    private mutating func take(_ row: RecordResult, of place: Int, writing state: CountedKey.State) {
        guard row.isOK || row.resultCode == .keyNotFound else {
            note(row.failure, isWrite: true)
            if row.failure.isInDoubt { keys[place].doubted(state) }
            return
        }
        let isAbsent = state == nil && keys[place].state == nil
        expect(row.isOK != isAbsent, "a row that ends with \(String(describing: row.resultCode))")
        keys[place].acknowledged(state)
    }
}
