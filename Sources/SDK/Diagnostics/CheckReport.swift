/// What a live check found, from the first step to the last.
public struct CheckReport: Hashable, Sendable {
    /// The steps in the order in which they were told.
    public var steps: [CheckStep] = []

    /// The names of the nodes that were reached.
    public var nodes: [String] = []

    /// The namespaces that the cluster has, sorted.
    public var namespaces: [String] = []

    /// How long the check took.
    public var duration: Duration = .zero

    /// Creates a report of nothing.
    public init() {}

    /// Whether a client can do its work; warnings do not count against it.
    public var isPassed: Bool { !steps.contains { $0.status == .failed } }

    /// The outcome in one line, such as `connected: 3 nodes, 2 namespaces, in 12 ms`.
    public var summary: String {
        let failures = steps.count { $0.status == .failed }
        if failures > 0 { return "\(failures.of("check")) failed" }
        let warnings = steps.count { $0.status == .warning }
        let reservation = warnings == 0 ? "" : " with \(warnings.of("warning"))"
        let found = "\(nodes.count.of("node")), \(namespaces.count.of("namespace"))"
        return "connected\(reservation): \(found), in \(duration.inMilliseconds)"
    }
}
