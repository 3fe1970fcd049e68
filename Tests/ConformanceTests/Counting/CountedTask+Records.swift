@testable import AerospikeSDK

/// Commands on single records.
extension CountedTask {
    mutating func read(_ place: Int) async {
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

    mutating func put(_ place: Int) async {
        let written = keys[place].next(newValue())
        do throws(AerospikeError) {
            try await caller.put(keys[place].key, keys[place].key.countedBins(written.value))
            keys[place].acknowledged(written)
        } catch {
            fail(place, written, error)
        }
    }

    /// Deletes are not tried again, so that one finds a record if there is one.
    mutating func delete(_ place: Int) async {
        do throws(AerospikeError) {
            let row = try await caller.run(caller.session.delete(keys[place].key)).first
            let expected: ResultCode = keys[place].state == nil ? .keyNotFound : .ok
            expect(row?.resultCode == expected, "a delete that ends with \(String(describing: row?.resultCode))")
            keys[place].acknowledged(nil)
        } catch {
            fail(place, nil, error)
        }
    }

    mutating func increment(_ place: Int) async {
        guard let before = keys[place].state else { return await put(place) }
        let after = keys[place].next(before.value + 1_000_000)
        let command = caller.session.update(keys[place].key).bin("value").incrementBy(1_000_000).bin("value").get()
        do throws(AerospikeError) {
            let record = try await caller.run(command).first?.record
            expect(record?.bins["value"] == Value(after.value), "what an increment returned")
            keys[place].acknowledged(after)
        } catch {
            fail(place, after, error)
        }
    }

    /// Writes a record that must not be there yet.
    mutating func insert(_ place: Int) async {
        let written = keys[place].next(newValue())
        let command = caller.session.insert(keys[place].key).put(keys[place].key.countedBins(written.value))
        await write(place, written, command, refusal: keys[place].state == nil ? nil : .keyExists)
    }

    /// Writes a record of some generation, which half the time is not the record's.
    mutating func putExpecting(_ place: Int) async {
        guard let before = keys[place].state else { return await insert(place) }
        let isRight = Bool.random(using: &generator)
        let written = keys[place].next(newValue())
        let command = caller.session.upsert(keys[place].key).put(keys[place].key.countedBins(written.value))
            .ensureGeneration(is: isRight ? before.generation : before.generation + 1)
        await write(place, written, command, refusal: isRight ? nil : .generationError)
    }

    /// Carries out a write that must be acknowledged, or refused in one way.
    private mutating func write(
        _ place: Int,
        _ written: CountedKey.Written,
        _ command: some TaskCommand,
        refusal: ResultCode?
    ) async {
        do throws(AerospikeError) {
            _ = try await caller.run(command, onError: .raise).first?.orThrow()
            expect(refusal == nil, "a write that had to be refused with \(String(describing: refusal))")
            keys[place].acknowledged(written)
        } catch {
            guard [.keyExists, .generationError].contains(error.resultCode) else { return fail(place, written, error) }
            count("\(error.resultCode ?? .ok)")
            expect(error.resultCode == refusal && !error.isInDoubt, "a refusal with \(error)")
        }
    }

    private mutating func fail(_ place: Int, _ state: CountedKey.State, _ error: AerospikeError) {
        note(error, isWrite: true)
        if error.isInDoubt { keys[place].doubted(state) }
    }
}
