/// Counts the errors of one node, and has it left alone while there have been too many of them.
///
/// Errors are counted in windows. When one brings more than its maximum, nothing more is asked of the node until the window
/// ends, and the next maximum is half as high; a window that brings no more than that doubles it again, up to what is
/// configured. The rules are those of `as_node_reset_error_rate` of the C client.
package struct CircuitBreaker: Sendable {
    /// The most errors that a window may bring; 0 switches the breaker off.
    private(set) var configuredMaximum: Int

    /// How long a window lasts; it ends with the first tend after that.
    private(set) var window: Duration

    /// What a tend may come too early by and still end the window.
    private var tolerance: Duration

    private var start: MonotonicTime

    /// The most errors that the present window may bring.
    private(set) var maximum: Int

    /// How many errors the present window has brought.
    private(set) var errors = 0

    /// Begins the first window.
    package init(maximum: Int, tends: Int, interval: Duration, at start: MonotonicTime) {
        configuredMaximum = min(max(0, maximum), Self.limit)
        self.maximum = configuredMaximum
        window = interval * min(max(1, tends), Self.limit)
        tolerance = interval / 2
        self.start = start
    }

    /// The highest numbers that are of any use here.
    private static let limit = 1_000_000

    /// A breaker that never opens.
    package static var off: CircuitBreaker {
        CircuitBreaker(maximum: 0, tends: 1, interval: .zero, at: MonotonicTime(nanoseconds: 0))
    }

    /// Whether the node is left alone.
    package var isOpen: Bool { configuredMaximum > 0 && errors > maximum }

    /// Counts an error.
    package mutating func failed() {
        if errors <= Self.limit { errors += 1 }
    }

    /// Learns that the cluster was tended, which ends the window when it has lasted long enough.
    ///
    /// Tends that come before their time, because something happened, make no window shorter.
    package mutating func tendPassed(at now: MonotonicTime) {
        guard start.advanced(by: window - tolerance) <= now else { return }
        maximum = isOpen ? max(1, maximum / 2) : min(configuredMaximum, maximum * 2)
        errors = 0
        start = now
    }

    /// Goes by the settings of another breaker; the present window and its errors stay.
    mutating func adopt(_ other: CircuitBreaker) {
        let isSame =
            (configuredMaximum, window, tolerance) == (other.configuredMaximum, other.window, other.tolerance)
        guard !isSame else { return }
        (configuredMaximum, window, tolerance) = (other.configuredMaximum, other.window, other.tolerance)
        maximum = configuredMaximum
    }

    /// Learns that the server has restarted and answers: what failed while it was away tells nothing of it any more.
    package mutating func serverRestarted() { errors = 0 }

    /// When the present window is expected to end.
    func end(at now: MonotonicTime) -> Duration { now.duration(until: start.advanced(by: window)) }
}

extension CircuitBreaker {
    /// The error of a request that is not made because its node is left alone.
    func error(of address: SocketAddress, at now: MonotonicTime) -> AerospikeError {
        let tenths = (end(at: now).wholeMilliseconds + 99) / 100
        return AerospikeError(
            .circuitBreakerOpen,
            "\(address) is left alone for now: it failed \(errors) times within \(window), and \(maximum) are allowed",
            node: address.description,
            advice: "it is tried again in about \(tenths / 10).\(tenths % 10) s; system: circuit_breaker: sets the "
                + "limit, and 0 errors switch it off")
    }
}

extension AerospikeError {
    /// Whether a failure tells of the state of a node, as opposed to that of a command.
    var countsAgainstNode: Bool {
        switch code {
        case .timeout, .connectionFailed, .connectionClosed, .protocolViolation, .foreignProtocol, .tlsFailed: true
        case .server: resultCode == .deviceOverload || resultCode == .timeout
        default: false
        }
    }

    /// Whether a failure is that of a connection, and so of all requests on it.
    var isOfConnection: Bool {
        switch code {
        case .connectionFailed, .connectionClosed, .foreignProtocol, .tlsFailed: true
        default: false
        }
    }

    /// Whether the node may have gone, so that the cluster had better be looked at.
    var hintsAtDeparture: Bool { code == .connectionFailed || code == .connectionClosed }
}
