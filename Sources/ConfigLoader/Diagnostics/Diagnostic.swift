/// One problem of a profile: what is wrong, where, what was expected, and what to write instead.
///
/// Its ``description`` is what a person reads; the properties are for programs. Neither shows a password: the source
/// line is masked with `•` where one stands.
///
/// ```
/// profiles/prod.yaml:1:1: error[P004]: unknown key 'clustr'
///    1 | clustr:
///      | ^^^^^^
///      = expected: cluster, sessions, behaviors, system, sandbox or version
/// help: did you mean 'cluster'?
/// ```
public struct Diagnostic: Hashable, Sendable {
    /// Whether a profile can be used in spite of the problem.
    public enum Severity: String, Hashable, Sendable {
        /// The profile cannot be used.
        case error
        /// The profile can be used, but probably does not mean what it says.
        case warning
    }

    /// A stretch of one line of a profile.
    public struct Span: Hashable, Sendable {
        /// The line, counted from 1.
        public var line: Int

        /// The first column, counted from 1 in characters (Unicode scalars).
        public var column: Int

        /// The column after the last, on the same line.
        public var endColumn: Int

        /// The line itself, passwords masked; only the text around the span when the line is very long.
        public var sourceLine: String

        /// How many columns of the line are left out before ``sourceLine`` (usually 0).
        public var skippedColumns: Int
    }

    /// A remark on another place that has to do with the problem.
    public struct Note: Hashable, Sendable {
        /// What is to be said about the place.
        public var message: String

        /// The file of the place, which is another than the problem's when profiles extend each other.
        public var file: String?

        /// The place, or `nil` for a remark in general.
        public var span: Span?
    }

    /// Whether the profile can be used in spite of the problem.
    public var severity: Severity

    /// The kind of problem; codes stay the same from version to version.
    public var code: Code

    /// The file that is wrong: the profile as it was named when it was loaded, one that it extends, or the environment
    /// variable that lies over it; `nil` when no profile was found.
    public var file: String?

    /// Where in the profile, or `nil` when the problem is not in a line.
    public var span: Span?

    /// What is wrong, in one line.
    public var message: String

    /// What would have been right, as a list or a noun.
    public var expected: String?

    /// The text to write instead, when one is near.
    public var suggestion: String?

    /// What to do about it, in one line, when the suggestion does not say it.
    public var help: String?

    /// Other places that have to do with the problem.
    public var notes: [Note]
}
