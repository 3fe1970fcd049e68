/// What an event loop is to do at given moments, on its own thread.
struct AlarmList {
    private struct Entry {
        let moment: MonotonicTime
        let body: @Sendable () -> Void
    }

    private var entries: [Int: Entry] = [:]

    /// The earliest moment at which there is something to do.
    private(set) var next = MonotonicTime.distantFuture

    /// Notes what is to be done at a moment.
    mutating func set(_ id: Int, at moment: MonotonicTime, _ body: @escaping @Sendable () -> Void) {
        entries[id] = Entry(moment: moment, body: body)
        next = min(next, moment)
    }

    /// Forgets what was to be done.
    mutating func remove(_ id: Int) {
        guard let entry = entries.removeValue(forKey: id), entry.moment == next else { return }
        next = entries.values.map(\.moment).min() ?? .distantFuture
    }

    /// Takes out all that is to be done by a moment, the earliest first.
    mutating func takeDue(until now: MonotonicTime) -> [@Sendable () -> Void] {
        guard next <= now else { return [] }
        let due = entries.filter { $0.value.moment <= now }
        for id in due.keys { entries[id] = nil }
        next = entries.values.map(\.moment).min() ?? .distantFuture
        return due.values.sorted { $0.moment < $1.moment }.map(\.body)
    }
}
