internal import AerospikeConfigLoader
internal import AerospikeSDK

/// Prints the behaviors of a profile: what each changes, or one with all its settings.
struct BehaviorsCommand {
    let options: BehaviorsOptions
    let console: Console

    func run() throws(UsageError) -> ExitCode {
        guard options.arguments.count <= 2 else {
            throw UsageError(
                message: "one profile and one behavior are shown at a time",
                hint: "write connector behaviors PROFILE NAME",
                command: "behaviors")
        }
        let choice = ProfileChoice(command: "behaviors", console: console)
        guard let profile = try choice.profile(options.arguments.first, in: options.directory) else {
            return .wrongProfile
        }
        if options.arguments.count == 2 {
            try show(named(options.arguments[1], of: profile), of: profile)
        } else {
            list(profile)
        }
        return .success
    }

    private func named(_ name: String, of profile: Profile) throws(UsageError) -> Behavior {
        if let behavior = profile.behaviors[name] { return behavior }
        let names = Self.all(of: profile).map(\.name)
        let near = EditDistance.nearest(to: name, among: names).map { "did you mean '\($0)'? " } ?? ""
        throw UsageError(
            message: "the profile \(profile.name.quoted) has no behavior \(name.quoted)",
            hint: "\(near)it has: \(names.formattedAsList)", command: "behaviors")
    }

    private func show(_ behavior: Behavior, of profile: Profile) {
        if options.isJSON {
            console.print(BehaviorDocument.make(profile, [behavior]).text)
        } else {
            show(BehaviorReport(behavior).lines)
        }
    }

    private func list(_ profile: Profile) {
        let behaviors = Self.all(of: profile)
        if options.isJSON {
            console.print(BehaviorDocument.make(profile, behaviors).text)
        } else {
            let lines = behaviors.compactMap(\.lineage.last).flatMap { BehaviorReport.lines(of: $0) }
            show(Array(lines.dropFirst()))
        }
    }

    private func show(_ lines: [BehaviorReport.Line]) {
        let style = Style(isColoured: console.isColoured && options.allowsColour)
        for line in lines { console.print(line.isHeading ? style(line.text.printable, .bold) : line.text.printable) }
    }

    /// The predefined behaviors, as the profile has them, and then its own by name.
    private static func all(of profile: Profile) -> [Behavior] {
        let predefined = Behavior.predefined.map(\.name)
        let own = profile.behaviors.keys.filter { !predefined.contains($0) }.sorted()
        return (predefined + own).compactMap { profile.behaviors[$0] }
    }
}
