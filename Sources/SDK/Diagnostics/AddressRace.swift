/// Dials the addresses of one host as a client does, side by side, and keeps why some of them lost.
struct AddressRace: Sendable {
    struct Outcome: Sendable {
        let result: Result<ControlConnection, AerospikeError>
        /// What is to be said of the addresses that failed before another one answered; empty when there are none.
        let remark: String
    }

    let loop: EventLoop
    let target: TLSTarget?

    /// Connects to the address that answers first.
    func callAsFunction(_ addresses: [SocketAddress], until deadline: MonotonicTime) async -> Outcome {
        let losers = Losers()
        let race = Race(until: deadline) { [loop, target] (address: SocketAddress) throws(AerospikeError) in
            do throws(AerospikeError) {
                return try await ControlConnection.open(to: address, as: target, on: loop, until: deadline)
            } catch {
                losers.note(address, error)
                throw error
            }
        }
        do throws(AerospikeError) {
            let winner = try await race(addresses).winner(orElse: Self.summary)
            let list = losers.list
            return Outcome(result: .success(winner), remark: list.isEmpty ? "" : " (\(few(list)))")
        } catch {
            return Outcome(result: .failure(error), remark: "")
        }
    }

    /// The error that stands for those of all addresses; the same fault at each is told once.
    private static func summary(_ failures: [AerospikeError]) -> AerospikeError {
        if let first = failures.first, failures.allSatisfy({ $0.code == first.code }), first.code != .connectionFailed {
            return first
        }
        return AerospikeError(.connectionFailed, "none of the name's addresses answers", causes: failures)
    }

    private final class Losers: Sendable {
        private let notes = Lock<[String]>([])

        var list: [String] { notes.withLock { $0 } }

        func note(_ address: SocketAddress, _ error: AerospikeError) {
            guard error.code != .cancelled else { return }
            notes.withLock { $0.append("\(address): \(error.reason)") }
        }
    }
}
