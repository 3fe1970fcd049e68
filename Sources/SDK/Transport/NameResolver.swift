internal import Synchronization

/// Looks names up on threads of its own, because the system's look-up waits as long as it likes.
package enum NameResolver {
    /// The addresses of a host, in the system's order of preference.
    ///
    /// - Parameters:
    ///   - host: The host; an IP address needs no look-up.
    ///   - deadline: When the look-up is given up, whether or not the system has answered.
    ///   - loop: The loop whose clock sees to the deadline.
    /// - Throws: `AerospikeError` with code `nameLookUpFailed`, or `cancelled`.
    package static func addresses(
        of host: Host,
        until deadline: MonotonicTime,
        on loop: EventLoop
    ) async throws(AerospikeError) -> [SocketAddress] {
        if let address = SocketAddress(ip: host.name, port: host.port) { return [address] }
        let lookUp = LookUp(host)
        return try await lookUp.run(until: deadline, on: loop).get()
    }
}

/// One look-up, which ends with whichever comes first: the answer, the deadline, or the task's cancellation.
private final class LookUp: Sendable {
    typealias Result = Swift.Result<[SocketAddress], AerospikeError>

    private struct State {
        var waiter: CheckedContinuation<Result, Never>?
        var result: Result?
    }

    private let host: Host
    private let state = Lock(State())

    init(_ host: Host) { self.host = host }

    func run(until deadline: MonotonicTime, on loop: EventLoop) async -> Result {
        let alarm = Alarm(on: loop, at: deadline) { [self] in
            finish(.failure(error(.nameLookUpFailed, "no answer in time")))
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                begin(waiter)
            }
        } onCancel: {
            finish(.failure(error(.cancelled, "the task was cancelled")))
        }
    }

    private func begin(_ waiter: CheckedContinuation<Result, Never>) {
        let early = state.withLock { state in
            if state.result == nil { state.waiter = waiter }
            return state.result
        }
        if let early { return waiter.resume(returning: early) }
        guard Self.underWay.add(1, ordering: .relaxed).newValue <= TransportLimits.lookUpsAtOnce else {
            return giveUp("too many look-ups are under way; does the name server answer?")
        }
        do {
            try Thread.start { [self] in
                finish(resolve())
                Self.underWay.subtract(1, ordering: .relaxed)
            }
        } catch {
            giveUp("no thread for it: \(error)")
        }
    }

    /// How many threads wait for the system's look-up.
    private static let underWay = Atomic<Int>(0)

    private func giveUp(_ reason: String) {
        Self.underWay.subtract(1, ordering: .relaxed)
        finish(.failure(error(.nameLookUpFailed, reason)))
    }

    private func resolve() -> Result {
        do throws(NameLookUpFailure) {
            let addresses = try SocketAddress.resolve(host.name, port: host.port)
            guard !addresses.isEmpty else { return .failure(error(.nameLookUpFailed, "it has no address")) }
            return .success(Array(addresses.prefix(TransportLimits.addressesPerName)))
        } catch {
            return .failure(self.error(.nameLookUpFailed, "\(error)"))
        }
    }

    private func finish(_ result: Result) {
        let waiter = state.withLock { state -> CheckedContinuation<Result, Never>? in
            guard state.result == nil else { return nil }
            state.result = result
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: result)
    }

    private func error(_ code: AerospikeError.Code, _ reason: String) -> AerospikeError {
        let advice = "check the spelling of the host, and that DNS or /etc/hosts of this machine knows it"
        return AerospikeError(
            code, "cannot look up the name '\(host.name)': \(reason)", node: host.description,
            advice: code == .nameLookUpFailed ? advice : nil)
    }
}
