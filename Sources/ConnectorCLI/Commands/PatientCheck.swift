internal import AerospikeSDK

/// Checks again and again until a client can work, the time is up, or waiting would be of no use.
struct PatientCheck {
    let definition: ClusterDefinition
    let time: Duration

    private static let pause = Duration.seconds(1)

    /// Runs the checks.
    ///
    /// - Parameter onWait: Is told what is waited for, whenever that changes.
    /// - Returns: The report of the last check.
    /// - Throws: `AerospikeError` with code `cancelled` when the task is cancelled.
    func run(_ onWait: (CheckStep) -> Void) async throws(AerospikeError) -> CheckReport {
        let end = ContinuousClock.now.advanced(by: time)
        var told: CheckStep?
        while true {
            let report = try await ConnectionCheck(definition).run()
            let next = ContinuousClock.now.advanced(by: Self.pause)
            guard let obstacle = report.steps.first(where: { $0.status == .failed }), next < end,
                !report.steps.contains(where: \.isFinal)
            else { return report }
            if told?.name != obstacle.name || told?.detail != obstacle.detail { onWait(obstacle) }
            told = obstacle
            try? await Task.sleep(until: next)
        }
    }
}

extension CheckStep {
    /// Whether time does not mend the failure, or trying again would do harm: a user may be locked out.
    fileprivate var isFinal: Bool {
        guard status == .failed, let code = error?.code else { return false }
        return [.loginRefused, .invalidArgument, .notSupported, .clusterNameMismatch].contains(code)
    }
}

extension CheckStep.Name {
    /// What the check waits for; told to people only.
    static let wait = Self(rawValue: "wait")
}
