/// What happens to a node of a sandbox at somebody's wish.
///
/// Everything but ``kill`` and ``restart(port:name:)`` can be undone by ``heal``, and several can hold at once: a node can
/// be slow and refuse newcomers.
public enum SandboxEvent: Hashable, Sendable {
    /// The node ends as in a crash: its connections are reset, new ones refused, the other nodes take over.
    ///
    /// Partitions of which it had the only copy are lost.
    case kill
    /// The node starts anew and healthy, on another port or under another name where these are given.
    ///
    /// Port 0 is any that is free. A node that is still up is killed before.
    case restart(port: UInt16? = nil, name: String? = nil)
    /// The node takes connections and requests, but answers nothing until it resumes; then it answers everything.
    case pause
    /// A paused node goes on.
    case resume
    /// The node takes connections and lets requests vanish; those who met it so are cut off when it is healed.
    case blackhole
    /// The node resets every connection: those that exist at once, new ones as they come.
    case reset
    /// The node refuses new connections; those that exist live on.
    case refuse
    /// The node holds back every answer; the requests themselves are carried out at once.
    case delay(Duration)
    /// The node spoils its answers.
    case spoil(SandboxFault, SandboxFault.Target = .everything)
    /// The node forgets its partitions and refuses commands, as one that has just started.
    case forgetPartitions
    /// Nothing is wrong with the node any more.
    case heal
}

/// How a node treats its connections.
enum SandboxConduct: Hashable, Sendable {
    case serving, paused, blackhole, resetting

    /// Whether requests stay unread.
    var isSilent: Bool { self == .paused || self == .blackhole }
}
