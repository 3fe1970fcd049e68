internal import AerospikeConfigLoader
internal import AerospikeSDK

/// Lists the profiles that can be found.
struct ProfilesCommand {
    /// A profile in the list.
    struct Entry: Hashable {
        let name: String
        let path: String
        /// How many seeds it names, or `nil` when it has problems.
        var hostCount: Int?
        var problemCount = 0
    }

    let options: ProfilesOptions
    let console: Console

    func run() -> ExitCode {
        let locator = ProfileLocator(directory: options.directory, environment: console.environment)
        let entries = locator.profiles().map { Self.entry($0, locator) }
        if options.isJSON {
            console.print(Self.document(entries).text)
        } else if entries.isEmpty {
            console.complain("there are no profiles in \(locator.directories.formattedAsList)")
        } else {
            for line in Self.table(entries) { console.print(line) }
        }
        return .success
    }

    private static func entry(_ found: ProfileLocator.Entry, _ locator: ProfileLocator) -> Entry {
        do throws(ProfileError) {
            let profile = try Profile.load(path: found.path, locator)
            return Entry(name: found.name, path: found.path, hostCount: profile.hostCount)
        } catch {
            return Entry(name: found.name, path: found.path, problemCount: error.diagnostics.count)
        }
    }

    /// The lines for a person.
    static func table(_ entries: [Entry]) -> [String] {
        let rows = entries.map { entry in
            [entry.name, entry.hostCount?.of("host") ?? entry.problemCount.of("problem"), entry.path.printable]
        }
        let widths = (0..<2).map { column in rows.map(\.[column].count).max() ?? 0 }
        return rows.map { "\($0[0].padded(to: widths[0]))  \($0[1].padded(to: widths[1]))  \($0[2])" }
    }

    /// The document for a program.
    static func document(_ entries: [Entry]) -> JSON {
        .object([
            (
                "profiles",
                .array(
                    entries.map { entry in
                        .object([
                            ("name", .string(entry.name)), ("path", .string(entry.path)),
                            ("hosts", entry.hostCount.map { .integer($0) } ?? .null),
                            ("problems", .integer(entry.problemCount)),
                        ])
                    })
            )
        ])
    }
}
