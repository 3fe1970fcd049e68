extension CircuitBreaker {
    /// The breaker of one node, as the settings want it.
    init(_ settings: SystemSettings, at start: MonotonicTime) {
        let breaker = settings.circuitBreaker
        self.init(
            maximum: breaker.maximumErrorsInErrorWindow, tends: breaker.tendIntervalsInErrorWindow,
            interval: settings.tendInterval, at: start)
    }
}

extension ConnectionLimits {
    /// The limits of one node's connections, as the settings want them.
    init(_ settings: SystemSettings) {
        let connections = settings.connections
        self.init(
            minimum: connections.minimumPerNode, maximum: connections.maximumPerNode,
            idleTime: connections.maximumSocketIdleTime, connectTimeout: connections.waitForConnectionToComplete)
    }
}

extension Endpoint {
    /// Goes by other settings, for the connections and the errors to come.
    func adopt(_ settings: SystemSettings) {
        adopt(ConnectionLimits(settings), CircuitBreaker(settings, at: .now()))
    }
}
