/// The forms in which what was found is printed.
enum OutputFormat: String, CaseIterable, Hashable, Sendable {
    /// For people.
    case human
    /// One JSON object a line, for programs.
    case json
    /// The workflow commands by which GitHub annotates the lines of a change.
    case github
    /// A test report in XML, as most CI systems read it.
    case junit
}
