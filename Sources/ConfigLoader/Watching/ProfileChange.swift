/// What became of a profile that was changed while its clients run.
public enum ProfileChange: Hashable, Sendable {
    /// The clients go by what the profile says now, as far as clients that run can.
    ///
    /// Both lists name keys of profiles, such as `cluster.hosts` or `sessions.reports`: the settings that count from now
    /// on, and those that stay as they are until there is another client. Both are empty when the profile says again what
    /// it said before it was refused.
    case reloaded(applied: [String], needsNewClient: [String])

    /// What the profile says now is wrong, and the clients go on with what it said before.
    case refused(ProfileError)
}

extension ProfileChange: CustomStringConvertible {
    /// The change as a line of a log tells it, the problems of a refused profile below it.
    public var description: String {
        switch self {
        case .reloaded(let applied, let needsNewClient):
            let parts = [("applied", applied), ("needs a new client:", needsNewClient)].filter { !$0.1.isEmpty }
            let told = parts.map { "\($0.0) \($0.1.joined(separator: ", "))" }
            return "the profile was reloaded: \(told.isEmpty ? "all is as before" : told.joined(separator: "; "))"
        case .refused(let error): return "the profile was refused:\n\(error)"
        }
    }
}
