/// The most that a profile may hold: every limit on what comes from a file, in one place.
enum ProfileLimits {
    /// The size of a profile: 1 MiB.
    static let fileBytes = 1 << 20

    /// The size of a file that holds a password: 64 KiB.
    static let passwordFileBytes = 64 << 10

    /// How deep lists and mappings may nest.
    static let depth = 32

    /// How many scalars, lists and mappings a profile may hold, keys included.
    static let nodes = 50_000

    /// How many nodes all aliases together may repeat.
    static let aliasExpansion = 10_000

    /// The size of one scalar: 64 KiB.
    static let scalarBytes = 64 << 10

    /// How many references to variables and files a profile may hold.
    static let references = 1000

    /// The size of all that references fill in: 1 MiB.
    static let filledBytes = 1 << 20

    /// How many profiles may extend each other in a chain.
    static let extends = 16

    /// How many clients a profile may have besides the default one.
    static let clients = 64

    /// How many keys and values clients may take from others, all together.
    static let inheritedNodes = 50_000

    /// How many behaviors a profile may define.
    static let behaviors = 1000

    /// After how many problems the search for more ends.
    static let diagnostics = 100

    /// The shortest time between two looks at a watched profile.
    static let watchInterval = Duration.milliseconds(50)

    /// How many changes of a watched profile are kept that nobody takes, the newest ones.
    static let keptChanges = 16

    /// The longest name, in bytes, that is compared with others to find what was meant.
    static let suggestionBytes = 64

    /// How many alternatives a message lists.
    static let listedWords = 24

    /// The longest piece of a profile, in characters, that a message quotes.
    static let quotedCharacters = 64

    /// The longest source line, in characters, that a diagnostic shows whole.
    static let sourceLineCharacters = 400

    /// How many directory entries a listing of profiles reads.
    static let directoryEntries = 10_000
}
