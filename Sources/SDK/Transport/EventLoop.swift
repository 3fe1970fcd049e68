/// A thread that waits for sockets, moves their bytes and runs the tasks that prefer to be where their socket is.
///
/// In each turn it runs what other threads handed it, sends the requests that came of it, and reads the answers. A task
/// that prefers this executor goes on in the same turn in which its answer arrived, without another thread's help.
package final class EventLoop: TaskExecutor, @unchecked Sendable {
    // Unchecked: the inbox has a lock; all else belongs to the loop's thread, as each section says.

    /// Work for the loop from any thread.
    private enum Item {
        case job(UnownedJob)
        case request(Request, Endpoint)
        case action(@Sendable (EventLoop) -> Void, orElse: @Sendable () -> Void)
    }

    private struct Inbox {
        var items: [Item] = []
        /// Whether the thread waits, or is about to, and needs waking.
        var isAsleep = false
        /// Whether the loop has ended; what still comes is run elsewhere or refused.
        var isOver = false
        /// The tasks that wait for its end.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let inbox = Lock(Inbox())
    private let wakeDescriptor: Int32

    // The loop's thread only:
    private var poller: Poller
    private var items: [Item] = []
    private var connections: [UInt64: Connection] = [:]
    private var unflushed: [Connection] = []
    private var pools: [Int: EndpointPool] = [:]
    private var nextToken: UInt64 = 1
    private var nextDeadline = MonotonicTime.distantFuture
    /// What is to be done at given moments.
    var alarms = AlarmList()
    private var isStopping = false
    /// The time of the present turn; reading the clock for every request would cost more than it is worth.
    private(set) var now = MonotonicTime.now()

    /// Starts the thread.
    package static func start() throws(SystemError) -> EventLoop {
        let loop = try EventLoop()
        try Thread.start { loop.run() }
        return loop
    }

    private init() throws(SystemError) {
        poller = try Poller.make()
        wakeDescriptor = poller.wakeDescriptor
    }

    /// The loop whose thread this is, if any.
    package static var current: EventLoop? { CurrentLoop.value }

    // MARK: From any thread

    package func enqueue(_ job: consuming ExecutorJob) {
        post(.job(UnownedJob(job)))
    }

    /// Runs a body on the loop's thread.
    ///
    /// - Parameters:
    ///   - body: What to do there.
    ///   - orElse: What to do here when the loop is over.
    package func perform(
        _ body: @escaping @Sendable (EventLoop) -> Void,
        orElse: @escaping @Sendable () -> Void = {}
    ) {
        post(.action(body, orElse: orElse))
    }

    /// Hands a request to the connections that the loop keeps to an endpoint.
    func submit(_ request: Request, to endpoint: Endpoint) {
        post(.request(request, endpoint))
    }

    /// Ends the loop: every connection is closed, and the thread ends.
    package func stop() async {
        await withCheckedContinuation { continuation in
            let isOver = inbox.withLock { inbox in
                if !inbox.isOver { inbox.waiters.append(continuation) }
                return inbox.isOver
            }
            if isOver { continuation.resume() } else { stopSoon() }
        }
    }

    /// Ends the loop without waiting for it.
    package func stopSoon() {
        perform { loop in loop.isStopping = true }
    }

    private func post(_ item: Item) {
        let (isOver, isAsleep) = inbox.withLock { inbox in
            if inbox.isOver { return (true, false) }
            inbox.items.append(item)
            defer { inbox.isAsleep = false }
            return (false, inbox.isAsleep)
        }
        if isOver {
            refuse(item)
        } else if isAsleep {
            Poller.wake(wakeDescriptor)
        }
    }

    /// What happens to work that comes when the thread has ended: tasks must go on somewhere.
    private func refuse(_ item: Item) {
        switch item {
        case .job(let job): globalConcurrentExecutor.enqueue(ExecutorJob(job))
        case .request(let request, _): request.sink.fail(TransportFailure(Self.overError, wasSent: false))
        case .action(_, let orElse): orElse()
        }
    }

    static let overError = AerospikeError(.clientClosed, "the client is closed")

    // MARK: On the loop's thread

    private func run() {
        CurrentLoop.value = self
        defer { CurrentLoop.value = nil }
        while true {
            runItems()
            flushAll()
            if isStopping { return end() }
            poll()
            expire()
        }
    }

    private func runItems() {
        inbox.withLock { inbox in swap(&inbox.items, &items) }
        for item in items {
            switch item {
            // The loop outlives the call, as an unowned reference demands.
            case .job(let job): unsafe job.runSynchronously(on: asUnownedTaskExecutor())
            case .request(let request, let endpoint): pool(of: endpoint).submit(request)
            case .action(let body, _): body(self)
            }
        }
        items.removeAll(keepingCapacity: true)
    }

    private func flushAll() {
        guard !unflushed.isEmpty else { return }
        for connection in unflushed { connection.flush() }
        unflushed.removeAll(keepingCapacity: true)
    }

    private func poll() {
        let isIdle = inbox.withLock { inbox in
            inbox.isAsleep = inbox.items.isEmpty
            return inbox.isAsleep
        }
        let timeout = isIdle ? MonotonicTime.now().milliseconds(until: nextDeadline) : 0
        let count = poller.wait(milliseconds: timeout)
        now = .now()
        for index in 0..<count {
            guard let (token, readiness) = poller.event(index) else { continue }
            connections[token]?.ready(readiness)
        }
        inbox.withLock { $0.isAsleep = false }
    }

    /// Deadlines are looked at only when the earliest may have passed: most requests end long before theirs.
    private func expire() {
        guard nextDeadline != .distantFuture else { return }
        guard now >= nextDeadline else { return }
        for connection in Array(connections.values) where connection.nextDeadline <= now {
            connection.expire(at: now)
        }
        for ring in alarms.takeDue(until: now) { ring() }
        nextDeadline = min(alarms.next, connections.values.map(\.nextDeadline).min() ?? .distantFuture)
    }

    private func end() {
        for connection in Array(connections.values) { connection.close(Self.overError) }
        let (rest, waiters) = inbox.withLock { inbox in
            inbox.isOver = true
            defer { inbox.items = [] }
            return (inbox.items, inbox.waiters)
        }
        for item in rest { refuse(item) }
        for ring in alarms.takeDue(until: .distantFuture) { ring() }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: For connections and pools, on the loop's thread

    /// Begins a connection; its requests wait until it stands.
    func connect(
        to address: SocketAddress,
        as target: TLSTarget?,
        login: LoginExchange? = nil,
        until deadline: MonotonicTime,
        observer: (any Connection.Observer)?
    ) throws(AerospikeError) -> Connection {
        let token = nextToken
        nextToken += 1
        let channel = try Channel.connecting(to: address, as: target)
        do throws(SystemError) {
            try poller.add(channel.descriptor, .writable, token: token)
        } catch {
            throw .cannotConnect(to: address, error)
        }
        let connection = Connection(
            channel, to: address, login: login, token: token, loop: self, connectDeadline: deadline,
            observer: observer)
        connections[token] = connection
        note(deadline)
        return connection
    }

    func update(_ connection: Connection, _ descriptor: Int32, interest: Poller.Readiness) {
        do {
            try poller.change(descriptor, interest, token: connection.token)
        } catch {
            connection.close(connection.closedError("\(error)"))
        }
    }

    /// Waits for another descriptor in a connection's name.
    func replace(_ old: Int32, with new: Int32, of connection: Connection) throws(AerospikeError) {
        do throws(SystemError) {
            try poller.add(new, .writable, token: connection.token)
        } catch {
            throw .cannotConnect(to: connection.address, error)
        }
        poller.remove(old)
    }

    func forget(_ connection: Connection, _ descriptor: Int32) {
        connections[connection.token] = nil
        poller.remove(descriptor)
    }

    func flushLater(_ connection: Connection) {
        unflushed.append(connection)
    }

    /// Sees to it that a deadline is looked at.
    func note(_ deadline: MonotonicTime) {
        if deadline < nextDeadline { nextDeadline = deadline }
    }

    /// Gives up a request wherever it waits.
    func cancel(_ id: UInt64) {
        for connection in connections.values where connection.cancel(id) { return }
    }

    func pool(of endpoint: Endpoint) -> EndpointPool {
        if let pool = pools[endpoint.id] { return pool }
        let pool = EndpointPool(endpoint, loop: self)
        // A task that looks at an old topology may still ask for a node that has left: its pool refuses and is forgotten.
        if !endpoint.hasRetired { pools[endpoint.id] = pool }
        return pool
    }

    /// Closes the connections to an endpoint that is no longer part of the cluster.
    func drop(_ endpoint: Endpoint) {
        pools.removeValue(forKey: endpoint.id)?.close()
    }
}
