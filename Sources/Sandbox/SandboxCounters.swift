/// What one node of a sandbox has seen so far.
public struct SandboxCounters: Hashable, Sendable {
    /// How many connections are open now.
    public internal(set) var connectionsOpen = 0
    /// How many connections were accepted.
    public internal(set) var connectionsAccepted = 0
    /// How many clients agreed with it on TLS.
    public internal(set) var handshakes = 0
    /// How many of those took up an earlier session.
    public internal(set) var resumedHandshakes = 0
    /// How many info requests came, each of one or several names.
    public internal(set) var infoRequests = 0
    /// How many logins and authentications came.
    public internal(set) var logins = 0
    /// How many of those came in clear, and brought more than a token.
    public internal(set) var clearLogins = 0
    /// How many logins began a session.
    public internal(set) var sessions = 0
    /// How many commands, batches and queries came over TLS.
    public internal(set) var encryptedCommands = 0
    /// How many commands that only read one record came.
    public internal(set) var reads = 0
    /// How many commands that write one record came.
    public internal(set) var writes = 0
    /// How many batches came.
    public internal(set) var batches = 0
    /// How many rows those batches had.
    public internal(set) var batchRows = 0
    /// How many queries came.
    public internal(set) var queries = 0
    /// How many records queries were answered with so far.
    public internal(set) var queryRows = 0
    /// How many requests came that were not understood.
    public internal(set) var malformedRequests = 0
    /// How many answers were spoilt by a fault.
    public internal(set) var faults = 0
}
