extension ProfileError {
    /// An error of a single problem that is not in a line of a profile.
    init(
        _ code: Diagnostic.Code,
        file: String? = nil,
        span: Diagnostic.Span? = nil,
        _ message: String,
        expected: String? = nil,
        suggestion: String? = nil,
        help: String? = nil,
        notes: [String] = []
    ) {
        let diagnostic = Diagnostic(
            severity: .error, code: code, file: file, span: span, message: message, expected: expected,
            suggestion: suggestion, help: help, notes: notes.map { Diagnostic.Note(message: $0, file: nil, span: nil) })
        self.init([diagnostic])
    }

    /// A profile that cannot be read.
    static func unreadable(_ path: String, _ problem: FileProblem) -> ProfileError {
        ProfileError(.unreadableFile, file: path, "the profile cannot be read: \(problem.reason)")
    }
}
