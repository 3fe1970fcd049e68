extension ClusterDefinition {
    /// Refuses what cannot work before anything is dialled.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`.
    func validate() throws(AerospikeError) {
        try Self.validate(seeds: hosts)
        // Without a login, nothing at all would be encrypted.
        guard tls?.forLoginOnly != true || credentials != nil else {
            throw AerospikeError(
                .invalidArgument, "TLS is for logins only, and the definition has no credentials to log in with",
                advice: "add auth: (in code, the credentials), or leave for_login_only out to encrypt everything")
        }
        try credentials?.validate(with: tls)
        try systemSettings.validate()
    }
}

extension SystemSettings {
    fileprivate func validate() throws(AerospikeError) {
        try connections.validate()
        try circuitBreaker.validate()
        let range = ClusterLimits.tendInterval
        try require(
            range.contains(tendInterval),
            "the tend interval must be between \(range.lowerBound) and \(range.upperBound), not \(tendInterval)")
    }
}

extension SystemSettings.Connections {
    fileprivate func validate() throws(AerospikeError) {
        try require(maximumPerNode > 0, "the most connections per node must be at least 1, not \(maximumPerNode)")
        try require(
            (0...maximumPerNode).contains(minimumPerNode),
            "the fewest connections per node must be between 0 and the most, \(maximumPerNode), not \(minimumPerNode)")
        try require(
            maximumSocketIdleTime >= .zero,
            "the time that a connection may idle must not be negative, but it is \(maximumSocketIdleTime)")
        for (what, time) in [("connection", waitForConnectionToComplete), ("login", waitForLoginToComplete)] {
            try require(
                time > .zero && time <= ClusterLimits.connectTime,
                "the time to wait for a \(what) must be above 0 and at most \(ClusterLimits.connectTime), not \(time)")
        }
    }
}

extension SystemSettings.CircuitBreaker {
    fileprivate func validate() throws(AerospikeError) {
        try require(
            tendIntervalsInErrorWindow > 0,
            "the window for errors must be at least 1 tend interval, not \(tendIntervalsInErrorWindow)")
        try require(
            maximumErrorsInErrorWindow >= 0,
            "the most errors in a window must not be negative, but it is \(maximumErrorsInErrorWindow)")
        guard maximumErrorsInErrorWindow > 0 else { return }
        let (range, errors) = (ClusterLimits.errorsPerTend, maximumErrorsInErrorWindow)
        // Both numbers are whole: the errors of a tend may be a fraction, and are compared without dividing.
        let (least, isTooLong) = range.lowerBound.multipliedReportingOverflow(by: tendIntervalsInErrorWindow)
        let (most, isBeyond) = range.upperBound.multipliedReportingOverflow(by: tendIntervalsInErrorWindow)
        try require(
            !isTooLong && errors >= least && (isBeyond || errors <= most),
            "a window of \(tendIntervalsInErrorWindow) tend intervals may allow \(least) to \(most) errors, not "
                + "\(errors); 0 switches the circuit breaker off")
    }
}

private func require(_ isRight: Bool, _ message: @autoclosure () -> String) throws(AerospikeError) {
    if !isRight { throw AerospikeError(.invalidArgument, message()) }
}
