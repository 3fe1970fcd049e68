internal import AerospikeConfigLoader

/// Looks for what is wrong with profiles and the files that they name, without a cluster.
struct LintCommand {
    let options: LintOptions
    let console: Console

    func run() throws(UsageError) -> ExitCode {
        let locator = ProfileLocator(directory: options.directory, environment: console.environment)
        let names = try chosenNames(locator)
        let report = LintReport(
            profiles: names.map { Self.lint($0, locator) }, deniesWarnings: options.deniesWarnings)
        let style = Style(isColoured: console.isColoured && options.allowsColour)
        for line in report.lines(options.format, style) { console.print(line) }
        return report.status
    }

    private func chosenNames(_ locator: ProfileLocator) throws(UsageError) -> [String] {
        if options.isForAll {
            guard options.profiles.isEmpty else {
                throw UsageError(message: "--all leaves no room for names of profiles", command: "lint")
            }
            let paths = locator.profiles().map(\.path)
            guard !paths.isEmpty else {
                throw UsageError(
                    message: "there are no profiles in \(locator.directories.formattedAsList)", command: "lint")
            }
            return paths
        }
        guard options.profiles.isEmpty else { return options.profiles }
        let choice = ProfileChoice(command: "lint", console: console, alternative: "--all")
        return [try choice.chosenName(nil, locator)]
    }

    private static func lint(_ name: String, _ locator: ProfileLocator) -> LintReport.Profile {
        do throws(ProfileError) {
            let path = try locator.path(of: name)
            return LintReport.Profile(name: path, diagnostics: diagnostics(of: path, locator))
        } catch {
            return LintReport.Profile(name: name, diagnostics: error.diagnostics)
        }
    }

    private static func diagnostics(of path: String, _ locator: ProfileLocator) -> [Diagnostic] {
        do throws(ProfileError) {
            return try Profile.load(path: path, locator).lint()
        } catch {
            return error.diagnostics
        }
    }
}
