internal import Glibc

extension Connection {
    var connectTimeoutError: AerospikeError {
        .cannotConnect(to: place, SystemError(number: ETIMEDOUT))
    }

    func closedError(_ reason: String?) -> AerospikeError {
        .closed(by: address, reason)
    }

    var timeoutError: AerospikeError {
        AerospikeError(.timeout, "no answer in time", node: address.description)
    }

    var cancelledError: AerospikeError {
        AerospikeError(.cancelled, "the task was cancelled", node: address.description)
    }

    func unreadable(_ error: WireError) -> AerospikeError {
        AerospikeError(.protocolViolation, "\(error)", node: address.description)
    }

    func violation(_ error: WireError) -> AerospikeError { .violation(error, by: address) }
}

extension AerospikeError {
    /// The error of a server that sent what the protocol does not allow.
    static func violation(_ error: WireError, by address: SocketAddress) -> AerospikeError {
        if case .unknownVersion(let byte) = error {
            let advice = ForeignProtocol(firstByte: byte).advice
            return AerospikeError(.foreignProtocol, "\(error)", node: address.description, advice: advice)
        }
        return AerospikeError(.protocolViolation, "\(error); the connection was dropped", node: address.description)
    }

    /// The error of a connection that has ended.
    static func closed(by address: SocketAddress, _ reason: String?) -> AerospikeError {
        let suffix = reason.map { ": \($0)" } ?? ""
        return AerospikeError(.connectionClosed, "the connection was closed\(suffix)", node: address.description)
    }

    /// The error of a server that takes the connection and then leaves the handshake of TLS unfinished.
    static func noHandshake(with address: SocketAddress) -> AerospikeError {
        AerospikeError(
            .connectionFailed, "the TLS handshake with \(address) did not end in time", node: address.description,
            advice: handshakeAdvice)
    }

    private static let handshakeAdvice =
        "the server may hang, or the port be another service's or one for connections in clear: look at the server's log"

    /// Whether the server took the connection, and left the handshake of TLS unfinished.
    var isOfHandshake: Bool { code == .connectionFailed && advice == Self.handshakeAdvice }

    /// The error of a connection that the system could not make.
    static func cannotConnect(to address: SocketAddress, _ error: SystemError) -> AerospikeError {
        AerospikeError(
            .connectionFailed, "cannot connect to \(address): \(error)", node: address.description,
            advice: error.connectAdvice)
    }
}

extension SystemError {
    fileprivate var connectAdvice: String? {
        switch number {
        case ECONNREFUSED: "nothing listens there: start the server, or correct the host or the port"
        case EHOSTUNREACH, ENETUNREACH: "this machine knows no way there: check the address and the route"
        case ETIMEDOUT: "check the address, and that no firewall drops what is sent there"
        case ECONNRESET:
            "something there ends connections at once, such as a proxy with no server behind it: look there"
        case EINVAL: "no connection can be made to such an address; where it begins with fe80, add a zone: fe80::1%eth0"
        default: nil
        }
    }
}
