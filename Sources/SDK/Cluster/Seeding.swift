/// Seeds that are dialled at the same time: the first to answer is enough to go on with, the others may come later.
///
/// Those that are still being dialled when nobody waits for them any longer are given up.
final class Seeding: Sendable {
    private struct State {
        /// Why each seed that failed did, by its place.
        var failures: [Int: AerospikeError] = [:]
        /// The seeds that answered and were not taken yet, in the order in which they did.
        var arrivals: [NodeDialer.Acquaintance] = []
    }

    private let state: StateBox
    private let dialling: Task<Void, Never>

    private final class StateBox: Sendable {
        let lock = Lock(State())
        /// Ends when a seed has answered, or none will.
        let first = Wait()
    }

    /// Dials seeds, on the event loop of the dialler.
    init(_ seeds: [Host], _ dialer: NodeDialer) {
        let state = StateBox()
        self.state = state
        dialling = Task(executorPreference: dialer.loop) {
            await withDiscardingTaskGroup { group in
                for (place, seed) in seeds.enumerated() {
                    group.addTask { await Self.dial(seed, at: place, dialer, state) }
                }
            }
            state.first.end()
        }
    }

    deinit { dialling.cancel() }

    private static func dial(_ seed: Host, at place: Int, _ dialer: NodeDialer, _ state: StateBox) async {
        do throws(AerospikeError) {
            let acquaintance = try await dialer.meet(seed: seed)
            state.lock.withLock { $0.arrivals.append(acquaintance) }
            state.first.end()
        } catch {
            state.lock.withLock { $0.failures[place] = error.of(seed) }
        }
    }

    /// Waits until a seed has answered, or none will, or the task is cancelled.
    func first() async { await state.first() }

    /// Why each seed that failed so far did, in their order.
    var failures: [AerospikeError] {
        state.lock.withLock { $0.failures.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// Whether a seed answered that was not taken yet.
    var hasArrivals: Bool { state.lock.withLock { !$0.arrivals.isEmpty } }

    /// The seeds that answered since this was last asked.
    func takeArrivals() -> [NodeDialer.Acquaintance] {
        state.lock.withLock { state in
            defer { state.arrivals = [] }
            return state.arrivals
        }
    }
}

extension AerospikeError {
    /// The same failure with the seed that it keeps from being used, and then who or what answered there.
    fileprivate func of(_ seed: Host) -> AerospikeError {
        var error = self
        let address = Host(seed.name, seed.port).description
        let isTold = node == nil || node == address || node == seed.description
        error.node = isTold ? address : "\(address) (\(node ?? ""))"
        return error
    }
}
