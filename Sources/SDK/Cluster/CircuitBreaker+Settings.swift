extension CircuitBreaker {
    /// The breaker of one node, as the settings want it.
    init(_ settings: SystemSettings, at start: MonotonicTime) {
        let breaker = settings.circuitBreaker
        self.init(
            maximum: breaker.maximumErrorsInErrorWindow, tends: breaker.tendIntervalsInErrorWindow,
            interval: settings.tendInterval, at: start)
    }
}
