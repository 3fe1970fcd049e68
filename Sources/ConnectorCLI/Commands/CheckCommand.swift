internal import AerospikeConfigLoader
internal import AerospikeSDK
internal import AerospikeSandbox

/// Loads a profile and checks the way to its cluster.
struct CheckCommand {
    let options: CheckOptions
    let console: Console

    func run() async throws(UsageError) -> ExitCode {
        let locator = ProfileLocator(directory: options.directory, environment: console.environment)
        let name = try ProfileChoice(command: "check", console: console).chosenName(options.profile, locator)
        do throws(ProfileError) {
            let watch = ContinuousClock.now
            let profile = try Profile.load(path: locator.path(of: name), locator)
            var definition = try profile.makeDefinition()
            if let timeout = options.timeout {
                definition.systemSettings.connections.waitForConnectionToComplete = timeout
                definition.systemSettings.connections.waitForLoginToComplete = timeout
            }
            let loading = CheckStep(
                .profile, profile.name, detail: Self.detail(profile, definition),
                duration: watch.duration(to: .now))
            return await check(profile, definition, loading)
        } catch {
            refuse(name, error)
            return .wrongProfile
        }
    }

    /// What the definition comes from: a variable that changes it must not come as a surprise.
    private static func detail(_ profile: Profile, _ definition: ClusterDefinition) -> String {
        let variables = profile.overridingVariables
        let hosts = "\(profile.path ?? profile.name), \(definition.hosts.count.of("host"))"
        return variables.isEmpty ? hosts : "\(hosts), changed by \(variables.joined(separator: ", "))"
    }

    private func refuse(_ name: String, _ error: ProfileError) {
        let lines = CheckOutput.refusal(of: name, error, options.format)
        for line in lines { options.format == .human ? console.complain(line) : console.print(line) }
    }

    // MARK: Checking

    private func check(_ profile: Profile, _ definition: ClusterDefinition, _ loading: CheckStep) async -> ExitCode {
        let style = Style(isColoured: console.isColoured && options.allowsColour)
        let screen = CheckScreen(
            targets: [loading.target] + definition.hosts.map(\.description), columns: console.columns, style: style)
        let output = CheckOutput(format: options.format, screen: screen, profile: profile)
        var steps: [CheckStep] = []
        func tell(_ step: CheckStep) {
            steps.append(step)
            for line in output.lines(step) { console.print(line) }
        }
        tell(loading)
        let standIn = SandboxStandIn(profile: profile, definition: definition)
        let cluster = options.allowsSandbox && options.waitingTime == nil ? await standIn.startIfNeeded(tell) : nil
        let outcome = await outcome(definition, screen, tell)
        await cluster?.stop()
        guard var report = outcome else { return .interrupted }
        report.steps = steps
        for line in output.ending(report) { console.print(line) }
        return report.isPassed ? .success : .failed
    }

    /// The report, or `nil` when the check was interrupted.
    private func outcome(
        _ definition: ClusterDefinition,
        _ screen: CheckScreen,
        _ tell: (CheckStep) -> Void
    ) async -> CheckReport? {
        do throws(AerospikeError) {
            guard let time = options.waitingTime else { return try await ConnectionCheck(definition).run { tell($0) } }
            let report = try await PatientCheck(definition: definition, time: time).run { obstacle in
                let detail = "for \(obstacle.name.rawValue): \(obstacle.detail)"
                if options.format == .human {
                    console.print(screen.text(CheckStep(.wait, obstacle.target, .skipped, detail: detail)))
                }
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
    /// An embedded cluster stands in for a server.
    static let sandbox = Self(rawValue: "sandbox")
}
