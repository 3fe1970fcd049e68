/// What a command line asks for.
enum Invocation: Hashable, Sendable {
    case check(CheckOptions)
    case show(ShowOptions)
    case diff(DiffOptions)
    case behaviors(BehaviorsOptions)
    case lint(LintOptions)
    case explain(ExplainOptions)
    case profiles(ProfilesOptions)
    case schema
    case sandbox(SandboxOptions)
    case importing(ImportOptions)
    /// Help on a command, or on all of them.
    case help(String?)
    case version
}

struct CheckOptions: Hashable, Sendable {
    /// The profile to check, or `nil` for the one that the environment names.
    var profile: String?
    var directory: String?
    /// The client to check, or `nil` for all that the profile has.
    var client: String?
    var format = OutputFormat.human
    var allowsColour = true
    var allowsSandbox = true
    /// How long to wait for a cluster that a client can work with, or `nil` to look once.
    var waitingTime: Duration?
    /// How long each connection and each answer may take, or `nil` for what the profile says.
    var timeout: Duration?
}

struct LintOptions: Hashable, Sendable {
    /// The profiles to look at; none for the one that the environment names.
    var profiles: [String] = []
    /// Whether to look at every profile that can be found.
    var isForAll = false
    var directory: String?
    var format = OutputFormat.human
    var allowsColour = true
    /// Whether a warning is enough to fail.
    var deniesWarnings = false
}

struct ExplainOptions: Hashable, Sendable {
    /// The code to explain, or `nil` for the list of all.
    var code: String?
}

struct ImportOptions: Hashable, Sendable {
    /// The file to import; always given when the command runs.
    var file: String?
    /// Which cluster of `astools.conf` to take.
    var instance: String?
    /// Where the profile goes, or `nil` for standard output.
    var output: String?
    var replacesOutput = false
}

struct ProfilesOptions: Hashable, Sendable {
    var directory: String?
    var isJSON = false
}
