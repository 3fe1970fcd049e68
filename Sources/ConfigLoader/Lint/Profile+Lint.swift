extension Profile {
    /// What is wrong with the files that the profile names, and what about it is unwise: all that loading does not look
    /// at.
    ///
    /// Opens every certificate, key, authority and password file, and looks whether they can be read, belong together,
    /// hold for now and may be used by a client; whether others can read secrets; and what travels in clear. Nothing is
    /// dialled. It reads files and so may wait for the disk.
    ///
    /// ```swift
    /// for diagnostic in try Profile.load("prod").lint() { print(diagnostic) }
    /// ```
    ///
    /// - Returns: Errors, with which no client can connect, and warnings, in the order of the file; empty when all is
    ///   well.
    public func lint() -> [Diagnostic] {
        let found = contents.allClients.flatMap { client in
            var lint = ClientLint(client.cluster, of: self)
            lint.run()
            return lint.problems
        }
        var problems = Problems()
        // Errors first: not one of them may be lost when there are more warnings than are told.
        for severity in [Diagnostic.Severity.error, .warning] {
            for problem in found where problem.severity == severity { problems.add(problem) }
        }
        for range in (contents.behaviors ?? []).flatMap(\.value.compression) {
            problems.add(
                Problem(
                    severity: .warning, code: .unsupportedSetting, range: range,
                    message: "no compression library is linked: commands that this behavior compresses are refused",
                    help: "set it to false"))
        }
        for entry in unusedSystem {
            problems.add(
                Problem(
                    severity: .warning, code: .unknownName, range: entry.range,
                    message: "no cluster of this profile is named \(entry.value.quoted): its settings have no effect",
                    expected: contents.systemNames.formattedAsChoice,
                    suggestion: EditDistance.nearest(to: entry.value, among: contents.systemNames)))
        }
        var formatter = source.formatter
        return formatter.diagnostics(for: problems)
    }

    /// The entries of `system` that none of the profile's clients goes by, unless it has no clients.
    private var unusedSystem: [Located<String>] {
        guard !contents.allClients.isEmpty else { return [] }
        return (contents.system ?? []).map(\.name).filter { !contents.systemNames.contains($0.value) }
    }
}
