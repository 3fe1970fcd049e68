internal import AerospikeConfigLoader
internal import AerospikeSDK

/// Loads a profile and checks the ways to its clusters, one client after another.
struct CheckCommand {
    let options: CheckOptions
    let console: Console

    func run() async throws(UsageError) -> ExitCode {
        let locator = ProfileLocator(directory: options.directory, environment: console.environment)
        let name = try ProfileChoice(command: "check", console: console).chosenName(options.profile, locator)
        do throws(ProfileError) {
            let watch = ContinuousClock.now
            let profile = try Profile.load(path: locator.path(of: name), locator)
            var clients = options.client.map { [$0] } ?? profile.clientNames
            // A profile without clients says so when one is asked for.
            if clients.isEmpty { clients = ["default"] }
            var definitions: [(client: String, definition: ClusterDefinition)] = []
            for client in clients { definitions.append((client, try definition(client, of: profile))) }
            let hosts = definitions.flatMap(\.definition.hosts)
            let loading = CheckStep(
                .profile, profile.name, detail: Self.detail(profile, hosts), duration: watch.duration(to: .now))
            return await check(profile, definitions, loading, targets: [loading.target] + hosts.map(\.description))
        } catch {
            refuse(name, error)
            return .wrongProfile
        }
    }

    private func definition(_ client: String, of profile: Profile) throws(ProfileError) -> ClusterDefinition {
        var definition = try profile.makeDefinition(client: client)
        if let timeout = options.timeout {
            definition.systemSettings.connections.waitForConnectionToComplete = timeout
            definition.systemSettings.connections.waitForLoginToComplete = timeout
        }
        return definition
    }

    /// What the definitions come from: a variable that changes them must not come as a surprise.
    private static func detail(_ profile: Profile, _ hosts: [Host]) -> String {
        let variables = profile.overridingVariables
        let text = "\(profile.path ?? profile.name), \(hosts.count.of("host"))"
        return variables.isEmpty ? text : "\(text), changed by \(variables.joined(separator: ", "))"
    }

    private func refuse(_ name: String, _ error: ProfileError) {
        let lines = CheckOutput.refusal(of: name, error, options.format)
        for line in lines { options.format == .human ? console.complain(line) : console.print(line) }
    }

    private func check(
        _ profile: Profile,
        _ definitions: [(client: String, definition: ClusterDefinition)],
        _ loading: CheckStep,
        targets: [String]
    ) async -> ExitCode {
        let style = Style(isColoured: console.isColoured && options.allowsColour)
        let screen = CheckScreen(targets: targets, columns: console.columns, style: style)
        var output = CheckOutput(format: options.format, screen: screen, profile: profile)
        var reports: [CheckReport] = []
        for (index, (client, definition)) in definitions.enumerated() {
            (output.client, output.isLast) = (client, index == definitions.count - 1)
            var first = index == 0 ? [loading] : []
            if definitions.count > 1 {
                first.append(CheckStep(.client, client, detail: definition.hosts.count.of("host")))
            }
            let check = ClientCheck(options: options, console: console, output: output, client: client)
            guard let report = await check.run(profile, definition, after: first) else { return .interrupted }
            reports.append(report)
            for line in output.ending(report) { console.print(line) }
        }
        for line in output.closing(definitions.map(\.client), reports) { console.print(line) }
        return reports.allSatisfy(\.isPassed) ? .success : .failed
    }
}
