internal import AerospikeConfigLoader
internal import AerospikeSDK
internal import AerospikeSandbox

/// Checks the way to the cluster of one of a profile's clients, and prints each step.
struct ClientCheck {
    let options: CheckOptions
    let console: Console
    let output: CheckOutput
    let client: String

    /// - Parameter first: The steps that have been gone already.
    /// - Returns: The report, or `nil` when the check was interrupted.
    func run(
        _ profile: Profile,
        _ definition: ClusterDefinition,
        after first: [CheckStep]
    ) async -> CheckReport? {
        var steps: [CheckStep] = []
        func tell(_ step: CheckStep) {
            steps.append(step)
            for line in output.lines(step) { console.print(line) }
        }
        for step in first { tell(step) }
        let standIn = SandboxStandIn(profile: profile, definition: definition)
        // The profile's sandbox plays the cluster of the client named default.
        let isWanted = options.allowsSandbox && options.waitingTime == nil && client == profile.clientNames.first
        let cluster = isWanted ? await standIn.startIfNeeded(tell) : nil
        let outcome = await outcome(definition, tell)
        await cluster?.stop()
        guard var report = outcome else { return nil }
        report.steps = steps
        return report
    }

    private func outcome(_ definition: ClusterDefinition, _ tell: (CheckStep) -> Void) async -> CheckReport? {
        do throws(AerospikeError) {
            guard let time = options.waitingTime else { return try await ConnectionCheck(definition).run { tell($0) } }
            let report = try await PatientCheck(definition: definition, time: time).run { obstacle in
                let detail = "for \(obstacle.name.rawValue): \(obstacle.detail)"
                let step = CheckStep(.wait, obstacle.target, .skipped, detail: detail)
                // What has been waited for is no result: programs are not told.
                if options.format == .human { for line in output.lines(step) { console.print(line) } }
            }
            for step in report.steps { tell(step) }
            return report
        } catch {
            guard error.code != .cancelled else { return nil }
            tell(CheckStep(.settings, "", .failed, detail: error.message, error: error, advice: error.advice))
            return CheckReport()
        }
    }
}

extension CheckReport {
    /// The summary, which says so when it is not a server's merit.
    var outcome: String {
        let isEmbedded = steps.contains { $0.name == .sandbox && $0.status == .passed }
        return isPassed && isEmbedded ? "\(summary), embedded for this check" : summary
    }
}

extension CheckStep.Name {
    /// The profile says what a client needs.
    static let profile = Self(rawValue: "profile")
    /// The client whose steps follow, where a profile has several.
    static let client = Self(rawValue: "client")
    /// An embedded cluster stands in for a server.
    static let sandbox = Self(rawValue: "sandbox")
}
