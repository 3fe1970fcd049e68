/// All that is wrong with a profile, found in one pass and in the order of the file.
///
/// Printing it shows every problem with its source line, then a summary. No password is ever part of it.
public struct ProfileError: Error, Hashable, Sendable {
    /// The problems, at least one of them an error.
    public let diagnostics: [Diagnostic]

    init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}

extension ProfileError: CustomStringConvertible {
    /// Every problem as a person reads it, and a line that counts them.
    public var description: String {
        (diagnostics.map(\.description) + [summary]).joined(separator: "\n\n")
    }

    /// How many errors there are and in which profile, such as `profiles/prod.yaml: 2 errors`.
    public var summary: String {
        let errors = diagnostics.count { $0.severity == .error }
        let count = errors == 1 ? "1 error" : "\(errors) errors"
        let atLimit = diagnostics.count >= ProfileLimits.diagnostics ? "; there may be more" : ""
        let files = Set(diagnostics.map(\.file))
        guard let file = diagnostics.first?.file?.printable else { return "\(count)\(atLimit)" }
        return files.count == 1 ? "\(file): \(count)\(atLimit)" : "\(count) in \(files.count) files\(atLimit)"
    }
}
