/// Settings of a client as a whole, beside the behavior of its commands.
///
/// The sections and fields are those of the cross-SDK configuration format.
public struct SystemSettings: Hashable, Sendable {
    /// How many connections are kept, and for how long.
    public struct Connections: Hashable, Sendable {
        /// Connections kept open to each node even when idle (default: 0).
        ///
        /// They are opened soon after a node is met, without keeping anybody waiting, and looked after with each tend. A
        /// client for tasks spreads them over its event loops; one for threads has a thread of its own open them. One
        /// that has idled for as long as is allowed is replaced by a fresh one.
        public var minimumPerNode: Int

        /// The most connections open to one node (default: 100).
        public var maximumPerNode: Int

        /// How long a connection may idle before it is closed (default: 55 s, under the server's own limit of 60 s).
        public var maximumSocketIdleTime: Duration

        /// How long a new connection may take, name look-up included (default: 1 s).
        public var waitForConnectionToComplete: Duration

        /// How long a login may take once the connection stands (default: 5 s).
        public var waitForLoginToComplete: Duration

        /// Creates the section; each field left out keeps its default.
        public init(
            minimumPerNode: Int = 0,
            maximumPerNode: Int = 100,
            maximumSocketIdleTime: Duration = .seconds(55),
            waitForConnectionToComplete: Duration = .seconds(1),
            waitForLoginToComplete: Duration = .seconds(5)
        ) {
            self.minimumPerNode = minimumPerNode
            self.maximumPerNode = maximumPerNode
            self.maximumSocketIdleTime = maximumSocketIdleTime
            self.waitForConnectionToComplete = waitForConnectionToComplete
            self.waitForLoginToComplete = waitForLoginToComplete
        }
    }

    /// When a node that keeps failing is left alone for a while.
    public struct CircuitBreaker: Hashable, Sendable {
        /// The length of the window in which errors are counted, in tend intervals (default: 1).
        public var tendIntervalsInErrorWindow: Int

        /// The most errors of one node in a window, 1 to 100 for each tend interval; 0 switches the breaker off
        /// (default: 100).
        public var maximumErrorsInErrorWindow: Int

        /// Creates the section; each field left out keeps its default.
        public init(tendIntervalsInErrorWindow: Int = 1, maximumErrorsInErrorWindow: Int = 100) {
            self.tendIntervalsInErrorWindow = tendIntervalsInErrorWindow
            self.maximumErrorsInErrorWindow = maximumErrorsInErrorWindow
        }
    }

    /// Connection limits and times.
    public var connections: Connections

    /// The per-node circuit breaker.
    public var circuitBreaker: CircuitBreaker

    /// How often each node is asked for changes of the cluster (default: 1 s; at least 250 ms).
    public var tendInterval: Duration

    /// Creates settings; each section left out keeps its defaults.
    public init(
        connections: Connections = Connections(),
        circuitBreaker: CircuitBreaker = CircuitBreaker(),
        tendInterval: Duration = .seconds(1)
    ) {
        self.connections = connections
        self.circuitBreaker = circuitBreaker
        self.tendInterval = tendInterval
    }
}
