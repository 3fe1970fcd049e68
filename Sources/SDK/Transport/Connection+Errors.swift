extension Connection {
    func connectError(_ reason: String) -> AerospikeError {
        AerospikeError(.connectionFailed, "cannot connect to \(address): \(reason)", node: address.description)
    }

    func closedError(_ reason: String?) -> AerospikeError {
        let suffix = reason.map { ": \($0)" } ?? ""
        return AerospikeError(.connectionClosed, "the connection was closed\(suffix)", node: address.description)
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

    func violation(_ error: WireError) -> AerospikeError {
        AerospikeError(.protocolViolation, "\(error); the connection was dropped", node: address.description)
    }
}
