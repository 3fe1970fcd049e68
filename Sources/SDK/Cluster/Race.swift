/// Tries candidates until one succeeds, each a little later than the one before, so that a slow one holds up no other.
///
/// The next candidate begins when the head start of the one before is over, or at once when that has failed. The first
/// to succeed wins; the others are cancelled. Many candidates follow one another faster, so that all of them have half of
/// the time at least. Source: RFC 8305, section 5.
struct Race<Candidate: Sendable, Winner: Sendable>: Sendable {
    private enum Event {
        case succeeded(Winner)
        case failed(place: Int, AerospikeError)
        case headStartOver(of: Int)
    }

    enum Outcome: Sendable {
        case won(Winner)
        /// Why each candidate failed, in their order.
        case lost([AerospikeError])
    }

    private let headStart: Duration
    private let deadline: MonotonicTime?
    private let attempt: @Sendable (Candidate) async throws(AerospikeError) -> Winner

    init(
        headStart: Duration = ClusterLimits.headStart,
        until deadline: MonotonicTime? = nil,
        attempt: @escaping @Sendable (Candidate) async throws(AerospikeError) -> Winner
    ) {
        self.headStart = headStart
        self.deadline = deadline
        self.attempt = attempt
    }

    /// Runs the race to its end.
    func callAsFunction(_ candidates: [Candidate]) async -> Outcome {
        let headStart = headStart(among: candidates.count)
        return await withTaskGroup(of: Event.self) { group in
            var failures: [AerospikeError?] = candidates.map { _ in nil }
            var latest = -1
            func beginNext() {
                guard latest + 1 < candidates.count else { return }
                latest += 1
                begin(candidates[latest], at: latest, headStart, in: &group)
            }
            beginNext()
            while failures.contains(where: { $0 == nil }), let event = await group.next() {
                switch event {
                case .succeeded(let winner):
                    group.cancelAll()
                    return .won(winner)
                case .failed(let place, let error):
                    failures[place] = error
                    if place == latest { beginNext() }
                case .headStartOver(let place):
                    if place == latest { beginNext() }
                }
            }
            group.cancelAll()
            return .lost(failures.compactMap(\.self))
        }
    }

    private func headStart(among count: Int) -> Duration {
        guard let deadline, count > 0 else { return headStart }
        return min(headStart, MonotonicTime.now().duration(until: deadline) / (2 * count))
    }

    private func begin(
        _ candidate: Candidate,
        at place: Int,
        _ headStart: Duration,
        in group: inout TaskGroup<Event>
    ) {
        group.addTask {
            do throws(AerospikeError) {
                return .succeeded(try await attempt(candidate))
            } catch {
                return .failed(place: place, error)
            }
        }
        group.addTask {
            await EventLoop.pause(for: headStart)
            return .headStartOver(of: place)
        }
    }
}

extension Race.Outcome {
    /// The winner of the race.
    ///
    /// - Parameter summary: The error that stands for several; one alone speaks for itself.
    func winner(orElse summary: ([AerospikeError]) -> AerospikeError) throws(AerospikeError) -> Winner {
        switch self {
        case .won(let winner): return winner
        case .lost(let failures): throw failures.count == 1 ? failures[0] : summary(failures)
        }
    }
}
