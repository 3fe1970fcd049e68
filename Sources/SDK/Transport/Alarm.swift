internal import Synchronization

/// Something that is done on an event loop's thread at a given moment, unless it is called off.
///
/// The system's own timers hand their work to Swift's cooperative threads, which may all be busy; a loop keeps its time.
final class Alarm: Sendable {
    private let id: Int
    private let loop: EventLoop

    private static let lastID = Atomic<Int>(0)

    /// Sets an alarm; when the loop ends before, it rings at once.
    init(on loop: EventLoop, at moment: MonotonicTime, _ body: @escaping @Sendable () -> Void) {
        let id = Self.lastID.add(1, ordering: .relaxed).newValue
        (self.id, self.loop) = (id, loop)
        loop.perform { loop in
            loop.alarms.set(id, at: moment, body)
            loop.note(moment)
        } orElse: {
            body()
        }
    }

    /// Calls it off; it may ring all the same when its moment has come.
    func cancel() {
        let id = id
        loop.perform { loop in loop.alarms.remove(id) }
    }
}

/// The wait of one task, which whoever comes first ends: at most one task may wait.
final class Wait: Sendable {
    private struct State {
        var waiter: CheckedContinuation<Void, Never>?
        var isOver = false
    }

    private let state = Lock(State())

    /// Waits until the end, or until the task is cancelled.
    func callAsFunction() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state in
                    if !state.isOver { state.waiter = waiter }
                    return state.isOver
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            end()
        }
    }

    /// Ends the wait, also one that has not begun.
    func end() {
        let waiter = state.withLock { state in
            state.isOver = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}

extension EventLoop {
    /// Waits on the loop's own clock until a moment comes, the task is cancelled, or the loop ends.
    func sleep(until moment: MonotonicTime) async {
        let wait = Wait()
        let alarm = Alarm(on: self, at: moment) { wait.end() }
        await wait()
        alarm.cancel()
    }

    /// Waits for a time, on the clock of the loop that runs the task where one does.
    static func pause(for duration: Duration) async {
        guard let loop = current else {
            try? await Task.sleep(for: duration)
            return
        }
        await loop.sleep(until: .now().advanced(by: duration))
    }
}
