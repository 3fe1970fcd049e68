internal import AerospikeConfigLoader

/// Prints every value that holds in a profile, with its origin.
struct ShowCommand {
    let options: ShowOptions
    let console: Console

    func run() throws(UsageError) -> ExitCode {
        let choice = ProfileChoice(command: "show", console: console)
        guard let profile = try choice.effective(options.profile, in: options.directory) else { return .wrongProfile }
        guard let key = options.key else {
            show(profile, profile.values)
            return .success
        }
        return try show(key, of: profile)
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
