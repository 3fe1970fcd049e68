@testable import AerospikeSDK

/// Commands on records that are written once, by writes that are tried again.
extension CountedTask {
    private mutating func newOnce() -> Int {
        once.append(WriteOnceKey(newKey(), newValue()))
        return once.count - 1
    }

    mutating func writeOnce() async {
        let place = newOnce()
        let (session, entry) = (retrier.session, once[place])
        let isInsert = Bool.random(using: &generator)
        let command = (isInsert ? session.insert(entry.key) : session.upsert(entry.key)).put(entry.bins)
        do throws(AerospikeError) {
            _ = try await retrier.run(command, onError: .raise).first?.orThrow()
            once[place].acknowledged()
        } catch {
            // Of an insert that is tried again, the second may find that the first was carried out.
            guard isInsert, error.resultCode == .keyExists else { return fail(place, error) }
            count("keyExists after a try in doubt")
            expect(error.isInDoubt && error.attempts > 1, "a record that was there before, \(error),")
            once[place].acknowledged()
        }
    }

    mutating func writeSomeOnce() async {
        let places = [newOnce(), newOnce(), newOnce()]
        var batch = retrier.session.batch()
        for place in places { batch.add(retrier.session.upsert(once[place].key).put(once[place].bins)) }
        do throws(AerospikeError) {
            let rows = try await retrier.stream(batch)
            expect(rows.map(\.index).sorted() == Array(places.indices), "each row once")
            for row in rows {
                if row.isOK { once[places[row.index]].acknowledged() } else { fail(places[row.index], row.failure) }
            }
        } catch {
            expect(error.code == .cancelled, "a batch that failed as a whole, \(error),")
            for place in places { fail(place, error) }
        }
    }

    private mutating func fail(_ place: Int, _ error: AerospikeError) {
        note(error, isWrite: true)
        if error.isInDoubt { once[place].doubted() }
    }

    /// Reads a record; one that was seen is there forever.
    mutating func readOnce() async {
        guard let place = once.indices.randomElement(using: &generator) else { return await readAll() }
        do throws(AerospikeError) {
            expect(once[place].agrees(with: try await caller.get(once[place].key)), "a record that is written once")
            if once[place].state == .doubtful { once[place].acknowledged() }
        } catch {
            guard error.resultCode == .keyNotFound else { return note(error, isWrite: false) }
            expect(once[place].agrees(with: nil), "a record that was written, and is gone,")
        }
    }
}
