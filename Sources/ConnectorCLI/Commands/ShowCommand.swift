internal import AerospikeConfigLoader

/// Prints every value that holds in a profile, with its origin.
struct ShowCommand {
    let options: ShowOptions
    let console: Console

    func run() throws(UsageError) -> ExitCode {
        let choice = ProfileChoice(command: "show", console: console)
        guard var profile = try choice.effective(options.profile, in: options.directory) else { return .wrongProfile }
        profile.values = choices(profile) + profile.values
        guard let key = options.key else {
            show(profile, profile.values)
            return .success
        }
        return try show(key, of: profile)
    }

    /// Which profile it is, and where it was looked for, by whose choice.
    private func choices(_ profile: EffectiveProfile) -> [EffectiveValue] {
        let locator = ProfileLocator(directory: options.directory, environment: console.environment)
        func value(_ path: String, _ text: String, _ argument: String?, _ variable: String) -> EffectiveValue {
            let isSet = console.environment(variable)?.isEmpty == false
            return EffectiveValue(
                path: path, content: .text(text),
                origin: argument != nil ? .argument : isSet ? .variable(variable) : .builtIn)
        }
        return [
            value("profile", profile.name, options.profile, ProfileLocator.profileVariable),
            value(
                "profiles", locator.directories.joined(separator: ", "), options.directory,
                ProfileLocator.directoryVariable),
        ]
    }

    private func show(_ profile: EffectiveProfile, _ values: [EffectiveValue]) {
        if options.isJSON {
            console.print(EffectiveDocument.make(profile, values).text)
            return
        }
        let style = Style(isColoured: console.isColoured && options.allowsColour)
        for line in EffectiveTable.lines(values, style) { console.print(line) }
    }

    /// One value alone, or those of a section.
    private func show(_ key: String, of profile: EffectiveProfile) throws(UsageError) -> ExitCode {
        let values = profile.values(at: key)
        guard let first = values.first else {
            let near = EditDistance.nearest(to: key, among: profile.values.map(\.path))
            throw UsageError(
                message: "the profile \(profile.name.quoted) has no key \(key.quoted)",
                hint: near.map { "did you mean '\($0)'?" }, command: "show")
        }
        if first.path != key || options.isJSON {
            show(profile, values)
        } else if first.content == .unset {
            return .failed
        } else {
            console.print(first.shown)
        }
        return .success
    }
}
