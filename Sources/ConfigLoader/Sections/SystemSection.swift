import AerospikeSDK

/// Settings of a client as a whole, in the cross-SDK format.
struct SystemSection: Sendable {
    var connections: ConnectionsSection?
    var circuitBreaker: CircuitBreakerSection?
    var refresh: RefreshSection?

    /// The entry that holds for every cluster.
    static let defaultName = "DEFAULT"

    static let section = Section(
        "system.NAME", SystemSection(),
        [
            Field(
                "connections", ConnectionsSection.section.kind, \.connections,
                "how many connections are kept, and for how long"),
            Field(
                "circuit_breaker", CircuitBreakerSection.section.kind, \.circuitBreaker,
                "when a node that keeps failing is left alone for a while"),
            Field(
                "refresh", RefreshSection.section.kind, \.refresh,
                "how often nodes are asked for changes of the cluster"),
            .checked("transactions", TransactionsSection.section.kind, "how implicit transactions are retried"),
            .checked("metrics", MetricsSection.section.kind, "what a client reports about itself"),
        ]
    )
}

/// How many connections are kept, and for how long.
struct ConnectionsSection: Sendable {
    var minimumPerNode: Located<Int>?
    var maximumPerNode: Located<Int>?
    var maximumSocketIdleTime: Located<Duration>?
    var waitForConnectionToComplete: Located<Duration>?
    var waitForLoginToComplete: Located<Duration>?

    private static let defaults = SystemSettings.Connections()

    /// The most connections to one node that a profile may ask for: more sockets than a process may usually open.
    private static let maximumConnections = 1_000_000

    static let section = Section(
        "system.NAME.connections", ConnectionsSection(),
        [
            Field(
                "minimum_connections_per_node", .integer(in: 0...maximumConnections), at: \.minimumPerNode,
                "how many connections to each node are opened ahead and kept", default: "\(defaults.minimumPerNode)"),
            Field(
                "maximum_connections_per_node", .integer(in: 1...maximumConnections), at: \.maximumPerNode,
                "how many connections to each node there may be", default: "\(defaults.maximumPerNode)"),
            Field(
                "maximum_socket_idle_time", .duration(), at: \.maximumSocketIdleTime,
                "after how long a connection without work is closed",
                default: defaults.maximumSocketIdleTime.spelled),
            Field(
                "wait_for_connection_to_complete", .duration(atLeast: .milliseconds(1)),
                at: \.waitForConnectionToComplete, "how long opening a connection may take",
                default: defaults.waitForConnectionToComplete.spelled),
            Field(
                "wait_for_login_to_complete", .duration(atLeast: .milliseconds(1)), at: \.waitForLoginToComplete,
                "how long a login may take", default: defaults.waitForLoginToComplete.spelled),
        ],
        check: { connections, _, _, problems in
            guard let minimum = connections.minimumPerNode, let maximum = connections.maximumPerNode else { return }
            guard minimum.value > maximum.value else { return }
            problems.add(
                .contradiction, at: minimum.range, "the minimum is larger than the maximum",
                notes: [Located("the maximum stands here", at: maximum.range)])
        }
    )
}

/// When a node that keeps failing is left alone for a while.
struct CircuitBreakerSection: Sendable {
    var tendIntervals: Located<Int>?
    var maximumErrors: Located<Int>?

    private static let defaults = SystemSettings.CircuitBreaker()

    static let section = Section(
        "system.NAME.circuit_breaker", CircuitBreakerSection(),
        [
            Field(
                "num_tend_intervals_in_error_window", .integer(in: 1...1_000_000), at: \.tendIntervals,
                "over how many looks at the cluster errors are counted",
                default: "\(defaults.tendIntervalsInErrorWindow)"),
            Field(
                "maximum_errors_in_error_window", .integer(in: 0...1_000_000), at: \.maximumErrors,
                "how many errors of a node are borne, 1 to 100 for each interval; 0 for any number",
                default: "\(defaults.maximumErrorsInErrorWindow)"),
        ]
    )
}

/// How often each node is asked for changes of the cluster.
struct RefreshSection: Sendable {
    var tendInterval: Located<Duration>?

    static let section = Section(
        "system.NAME.refresh", RefreshSection(),
        [
            Field(
                "tend_interval", .duration(atLeast: .milliseconds(250)), at: \.tendInterval,
                "how long to wait between two looks at the cluster", default: SystemSettings().tendInterval.spelled)
        ]
    )
}
