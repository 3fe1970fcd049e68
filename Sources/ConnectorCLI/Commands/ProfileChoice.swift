internal import AerospikeConfigLoader

/// Finds the profiles that a command is about, and says what is wrong with them.
struct ProfileChoice {
    let command: String
    let console: Console
    /// The flag that may stand instead of a name.
    var alternative: String?

    /// The values of a profile, or `nil` when it is wrong, which has been said then.
    func effective(_ name: String?, in directory: String?) throws(UsageError) -> EffectiveProfile? {
        try load(name, in: directory) { name, locator throws(ProfileError) in
            try EffectiveProfile.load(name, locator)
        }
    }

    /// A profile, or `nil` when it is wrong, which has been said then.
    func profile(_ name: String?, in directory: String?) throws(UsageError) -> Profile? {
        try load(name, in: directory) { name, locator throws(ProfileError) in
            try Profile.load(path: locator.path(of: name), locator)
        }
    }

    private func load<Loaded>(
        _ name: String?,
        in directory: String?,
        _ body: (String, ProfileLocator) throws(ProfileError) -> Loaded
    ) throws(UsageError) -> Loaded? {
        let locator = ProfileLocator(directory: directory, environment: console.environment)
        let name = try chosenName(name, locator)
        do throws(ProfileError) {
            return try body(name, locator)
        } catch {
            console.complain("\(error)")
            return nil
        }
    }

    /// The profile that is given, or the one that the environment names.
    func chosenName(_ name: String?, _ locator: ProfileLocator) throws(UsageError) -> String {
        do throws(ProfileError) {
            return try locator.chosenName(name)
        } catch {
            let names = locator.profiles().map(\.name)
            let found = names.isEmpty ? "none in \(locator.directories.formattedAsList)" : names.formattedAsList
            let ways = "name one, " + (alternative.map { "write \($0), " } ?? "") + "or set CONNECTOR_PROFILE"
            throw UsageError(
                message: "no profile is named", hint: "\(ways); there are: \(found)", command: command)
        }
    }
}
