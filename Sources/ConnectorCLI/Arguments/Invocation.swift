/// What a command line asks for.
enum Invocation: Hashable, Sendable {
    case check(CheckOptions)
    case show(ShowOptions)
    case diff(DiffOptions)
    case profiles(ProfilesOptions)
    case schema
    case sandbox(SandboxOptions)
    /// Help on a command, or on all of them.
    case help(String?)
    case version
}

struct CheckOptions: Hashable, Sendable {
    /// The profile to check, or `nil` for the one that the environment names.
    var profile: String?
    var directory: String?
    var isJSON = false
    var allowsColour = true
    var allowsSandbox = true
    /// How long to wait for a cluster that a client can work with, or `nil` to look once.
    var waitingTime: Duration?
    /// How long each connection and each answer may take, or `nil` for what the profile says.
    var timeout: Duration?
}

struct ProfilesOptions: Hashable, Sendable {
    var directory: String?
    var isJSON = false
}
