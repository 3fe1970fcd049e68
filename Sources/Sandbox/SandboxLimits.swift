internal import AerospikeSDK

/// The bounds of what the sandbox takes from its clients, which it does not trust, and keeps for them.
enum SandboxLimits {
    /// The most nodes of a cluster, as the server allows.
    static let nodes = 256
    /// How far apart the ports of two nodes lie, and those that a front has for them.
    static let portsPerNode = 100
    /// How far above a node's port for TLS its port in clear lies, where it has both.
    static let clearPortDistance = 50
    /// The longest name of a node, in bytes; a server's has 16 at most.
    static let nodeNameLength = 16
    /// The numbers that racks can have, as the server allows.
    static let racks = 0...1_000_000
    /// The most connections to one node; further ones are closed at once, as the server does.
    static let connectionsPerNode = 1024
    /// The most bytes that connections may have sent without their request being whole, or be owed, all together.
    static let bufferedBytes = 512 << 20
    /// From how many bytes on a connection's share of that is looked at.
    static let noticedBytes = 1 << 20
    /// The most bytes that a front holds for one side of a connection.
    static let pipeLength = 64 << 10
    /// How long nobody is accepted when the process has no descriptor left.
    static let acceptanceBreak = Duration.milliseconds(100)
    /// How often in a second a query sends, when its client limits the records a second.
    static let queryFramesPerSecond = 20
    /// The size at which the answer to a batch or a query is cut into frames, in bytes.
    static let answerFrameLength = 64 << 10
    /// The most frames that one connection is served before the others have their turn.
    static let framesPerTurn = 16
    /// How often one connection is read from before the others have their turn.
    static let readsPerTurn = 8
    /// The most keys of a batch.
    static let batchRows = 65_536
    /// The longest answer to a batch, in bytes; the rest of the batch is then refused.
    static let batchAnswerLength = 64 << 20
    /// The longest life that a client may give a record, in seconds: ten years, as the server.
    static let timeToLive: UInt32 = 10 * 365 * 24 * 3600
    /// The longest key that is stored beside a record, in bytes.
    static let userKeyLength = 8 << 10
    /// The most bins of a record, as the server.
    static let binsPerRecord = 32_767
    /// The most sets of a namespace, as the server.
    static let sets = 4095
    /// The most names that one info request may ask for.
    static let infoNames = 1024
    /// The longest answer to an info request, in bytes.
    static let infoLength = 4 << 20
    /// The longest user agent that a client may give itself, in bytes.
    static let userAgentLength = 1024

    /// The most users of a cluster.
    static let users = 1024
    /// The most sessions that a node keeps; the one that ends first makes room.
    static let sessionsPerNode = 1024

    static func refusal(rack: Int) -> AerospikeError {
        AerospikeError(.invalidArgument, "racks have numbers from 0 to \(racks.upperBound), not \(rack)")
    }

    /// How many leftovers of others a sandbox looks at when it makes its folder.
    static let foldersSwept = 1_000
    /// The ports among which nodes without a port of their own choose: below those that systems give to clients.
    static let ownPorts: ClosedRange<UInt16> = 12_000...32_000
    /// How many of them are tried before the system chooses, and how often a port of one's own is.
    static let portTries = 100
    /// How long to wait before a port of one's own is tried again, in microseconds.
    static let portPause: UInt32 = 1_000
}
