import Testing

@testable import AerospikeSDK

@Suite("Candidates that race one another")
struct RaceTests {
    /// Longer than any test takes.
    private let never = Duration.seconds(3600)

    @Test("A candidate that does not answer holds up no other, and is cancelled when the other has won")
    func slowFirst() async {
        let cancelled = Lock<[String]>([])
        let race = Race<String, String>(headStart: .zero) { name throws(AerospikeError) in
            if name == "fast" { return name }
            do { try await Task.sleep(for: .seconds(3600)) } catch { cancelled.withLock { $0.append(name) } }
            throw refusal(name)
        }
        #expect(await race(["slow", "fast"]).winner == "fast")
        #expect(cancelled.withLock { $0 } == ["slow"])
    }

    @Test("After a failure the next candidate begins at once, in order, and those behind the winner never do")
    func failures() async {
        let begun = Lock<[String]>([])
        let race = Race<String, String>(headStart: never) { name throws(AerospikeError) in
            begun.withLock { $0.append(name) }
            guard name == "c" else { throw refusal(name) }
            return name
        }
        #expect(await race(["a", "b", "c", "d"]).winner == "c")
        #expect(begun.withLock { $0 } == ["a", "b", "c"])
    }

    @Test("Many candidates follow one another so fast that each has its turn before the time is over")
    func crowd() async {
        let deadline = MonotonicTime.now().advanced(by: .milliseconds(100))
        let race = Race<String, String>(headStart: never, until: deadline) { name throws(AerospikeError) in
            if name == "fast" { return name }
            try? await Task.sleep(for: .seconds(3600))
            throw refusal(name)
        }
        #expect(await race(["a", "b", "c", "d", "fast"]).winner == "fast")
    }

    @Test("When all have failed, the reasons are told in the order of the candidates", arguments: [0, 1, 2, 16])
    func allFail(count: Int) async {
        let race = Race<Int, Int>(headStart: .zero) { number throws(AerospikeError) in throw refusal("\(number)") }
        guard case .lost(let reasons) = await race(Array(0..<count)) else {
            Issue.record("nobody can win")
            return
        }
        #expect(reasons.map(\.message) == (0..<count).map { "\($0)" })
    }

    @Test("One failure speaks for itself, several have a summary")
    func summary() async {
        let race = Race<String, String>(headStart: .zero) { name throws(AerospikeError) in throw refusal(name) }
        let one = await race(["a"])
        let two = await race(["a", "b"])
        #expect(throws: refusal("a")) { try one.winner { _ in refusal("all") } }
        #expect(throws: refusal("all 2")) { try two.winner { refusal("all \($0.count)") } }
    }

    @Test("Who waits for a race can give it up")
    func cancellation() async {
        let race = Race<String, String>(headStart: never) { name throws(AerospikeError) in
            try? await Task.sleep(for: .seconds(3600))
            throw refusal(name)
        }
        let task = Task { await race(["a", "b"]).winner }
        task.cancel()
        #expect(await task.value == nil)
    }
}

private func refusal(_ name: String) -> AerospikeError { AerospikeError(.connectionFailed, name) }

extension Race.Outcome {
    fileprivate var winner: Winner? { if case .won(let winner) = self { winner } else { nil } }
}
