import Testing

@testable import AerospikeSDK

@Suite("Time on an event loop", .timeLimit(.minutes(5)))
struct AlarmTests {
    @Test("What is due is taken out, the earliest first, and the rest stays")
    func list() {
        let rung = Lock<[Int]>([])
        var list = AlarmList()
        for (id, time) in [(1, 30), (2, 10), (3, 20), (4, 40)] {
            list.set(id, at: MonotonicTime(nanoseconds: UInt64(time))) { rung.withLock { $0.append(id) } }
        }
        #expect(list.next.nanoseconds == 10)
        list.remove(2)
        #expect(list.next.nanoseconds == 20)
        #expect(list.takeDue(until: MonotonicTime(nanoseconds: 19)).isEmpty)
        for ring in list.takeDue(until: MonotonicTime(nanoseconds: 30)) { ring() }
        #expect(rung.withLock { $0 } == [3, 1])
        #expect(list.next.nanoseconds == 40)
        #expect(list.takeDue(until: .distantFuture).count == 1)
        #expect(list.next == .distantFuture)
    }

    @Test("A task sleeps until the moment has come, and not at all when it has passed")
    func sleep() async throws {
        let loop = try EventLoop.start()
        let moment = MonotonicTime.now().advanced(by: .milliseconds(5))
        await loop.sleep(until: moment)
        #expect(MonotonicTime.now() >= moment)
        await loop.sleep(until: MonotonicTime(nanoseconds: 0))
        await loop.stop()
    }

    @Test("Who is cancelled sleeps no longer, nor who sleeps on a loop that ends")
    func cancelled() async throws {
        let loop = try EventLoop.start()
        let sleeper = Task { await loop.sleep(until: .now().advanced(by: .seconds(3600))) }
        sleeper.cancel()
        await sleeper.value
        let other = Task(executorPreference: loop) { await EventLoop.pause(for: .seconds(3600)) }
        await loop.stop()
        await other.value
        await loop.sleep(until: .now().advanced(by: .seconds(3600)))
    }

    @Test("Whoever is to tend is woken before the time, however often the bell was rung before or is rung then")
    func bell() async throws {
        let loop = try EventLoop.start()
        let bell = TendBell()
        for _ in 1...3 { bell.ring() }
        await bell.wait(for: .seconds(3600), on: loop)
        let waiting = Task { await bell.wait(for: .seconds(3600), on: loop) }
        bell.ring()
        #expect(await waiting.value, "it was rung")
        await bell.wait(for: .milliseconds(1), on: loop)
        await loop.stop()
    }

    @Test("A name that takes too long to look up is given up at its deadline")
    func lookUp() async throws {
        let loop = try EventLoop.start()
        let error = await #expect(throws: AerospikeError.self) {
            try await NameResolver.addresses(of: Host("name.invalid"), until: MonotonicTime(nanoseconds: 0), on: loop)
        }
        #expect(error?.code == .nameLookUpFailed)
        await loop.stop()
    }
}
