/// Where a part of a scalar's text comes from, other than from the profile itself.
enum Origin: Hashable, Sendable {
    /// An environment variable, by its name.
    case variable(String)

    /// A file, by its path as the profile writes it.
    case file(String)

    /// The default of a variable or file that is not there.
    case fallback
}
