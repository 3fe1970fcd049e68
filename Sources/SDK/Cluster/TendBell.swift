/// Wakes whoever tends a cluster, before its time or at its time.
///
/// However often it is rung, there is one round at a time, with a rest between: a storm of resets must not become a storm
/// of questions.
final class TendBell: Sendable {
    private struct State {
        var isRung = false
        var sleeper: Wait?
    }

    private let state = Lock(State())

    /// Asks for a round as soon as may be; during one, for another after it.
    func ring() {
        let sleeper = state.withLock { state in
            state.isRung = true
            return state.sleeper
        }
        sleeper?.end()
    }

    /// Waits for the next round, as long as nobody rings, and after a rest at the earliest.
    ///
    /// - Returns: Whether somebody rang.
    @discardableResult
    func wait(
        for interval: Duration,
        resting rest: Duration = ClusterLimits.tendRest,
        on loop: EventLoop
    ) async -> Bool {
        let start = MonotonicTime.now()
        await sleep(until: start.advanced(by: interval), on: loop)
        await loop.sleep(until: start.advanced(by: rest))
        return state.withLock { state in
            defer { state.isRung = false }
            return state.isRung
        }
    }

    private func sleep(until moment: MonotonicTime, on loop: EventLoop) async {
        let wait = Wait()
        let isRung = state.withLock { state in
            state.sleeper = wait
            return state.isRung
        }
        guard !isRung else { return }
        let alarm = Alarm(on: loop, at: moment) { wait.end() }
        await wait()
        alarm.cancel()
        state.withLock { $0.sleeper = nil }
    }
}
