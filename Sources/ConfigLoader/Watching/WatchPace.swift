import AerospikeSDK

/// When a watched profile is looked at, and when no more.
struct WatchPace: Sendable {
    /// Waits on this thread for the next look; `false` when there is none.
    let wait: @Sendable () -> Bool

    /// Ends the wait, and has no other follow.
    let end: @Sendable () -> Void

    /// A look after each interval.
    static func every(_ interval: Duration) -> WatchPace {
        let end = Semaphore()
        let interval = max(interval, ProfileLimits.watchInterval)
        return WatchPace {
            !end.wait(until: .now().advanced(by: interval))
        } end: {
            end.post()
        }
    }
}
