internal import AerospikeSDK
internal import Glibc

extension SandboxServer {
    /// Takes what a connection has for us and gives it what it is owed.
    func serve(_ descriptor: Int32, _ interest: SandboxPoller.Interest) {
        // Out of the table while it is worked on: two owners of its buffers would copy them.
        guard var connection = connections.removeValue(forKey: descriptor) else { return }
        var lives = !interest.contains(.failure)
        if lives, interest.contains(.read) { lives = receive(&connection, descriptor) }
        if lives { lives = proceed(&connection, descriptor) }
        guard lives else { return end(descriptor, connection) }
        watch(&connection, descriptor)
        connections[descriptor] = connection
    }

    /// Reads what has arrived.
    ///
    /// - Returns: Whether the connection still lives.
    private func receive(_ connection: inout SandboxConnection, _ descriptor: Int32) -> Bool {
        for _ in 0..<SandboxLimits.readsPerTurn {
            // The buffer is the assembler's own free end and is filled before the call returns.
            let count = unsafe connection.assembler.fill { buffer in
                unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            if count == 0 { return false }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            guard connection.assembler.pending <= SandboxLimits.requestLength else { return false }
        }
        return true
    }

    /// Sends, goes on with a query, and answers requests, as far as the socket takes the answers.
    ///
    /// - Returns: Whether the connection still lives.
    private func proceed(_ connection: inout SandboxConnection, _ descriptor: Int32) -> Bool {
        guard !doors[connection.node].isPaused else { return true }
        connection.isCutShort = false
        for _ in 0..<SandboxLimits.framesPerTurn {
            guard !connection.isHeld else { return true }
            guard connection.flush(to: descriptor) else { return false }
            if connection.hasOutput { return true }
            if connection.closesAfterOutput { return false }
            if connection.query != nil {
                continueQuery(&connection)
            } else {
                do {
                    guard let frame = try connection.assembler.next() else { return true }
                    answer(frame, &connection, descriptor)
                } catch {
                    state.nodes[connection.node].counters.malformedRequests += 1
                    return false
                }
            }
        }
        connection.isCutShort = true
        return true
    }

    private func continueQuery(_ connection: inout SandboxConnection) {
        guard var query = connection.query.take() else { return }
        connection.enqueue(query.next(from: state.store, at: now))
        if !query.isFinished { connection.query = query }
    }

    private func answer(
        _ frame: FrameAssembler.Frame,
        _ connection: inout SandboxConnection,
        _ descriptor: Int32
    ) {
        let node = connection.node
        let fault = state.nodes[node].takeFault(for: frame.type)
        if let fault, case .resultCode = fault.effect {
            connection.enqueue(fault.spoil([]).bytes)
        } else {
            give(carryOut(frame, &connection), spoiltBy: fault, to: &connection)
        }
        guard doors[node].delay > .zero else { return }
        connection.isHeld = true
        held[descriptor] = .now.advanced(by: doors[node].delay)
    }

    private func carryOut(_ frame: FrameAssembler.Frame, _ connection: inout SandboxConnection) -> SandboxAnswer {
        var userAgent = connection.userAgent
        defer { connection.userAgent = userAgent }
        let answer = try? connection.assembler.withBytes(of: frame) { bytes in
            state.answer(frame.type, bytes, node: connection.node, userAgent: &userAgent, now: now)
        }
        return answer ?? .close
    }

    private func give(_ answer: SandboxAnswer, spoiltBy fault: SandboxFault?, to connection: inout SandboxConnection) {
        switch answer {
        case .close: connection.closesAfterOutput = true
        case .query(var query):
            guard let fault else {
                connection.query = query
                return
            }
            spoil(query.next(from: state.store, at: now), by: fault, for: &connection)
        case .bytes(let bytes):
            guard let fault else { return connection.enqueue(bytes) }
            spoil(bytes, by: fault, for: &connection)
        }
    }

    private func spoil(_ answer: [UInt8], by fault: SandboxFault, for connection: inout SandboxConnection) {
        let (bytes, closes) = fault.spoil(answer)
        connection.enqueue(bytes)
        connection.closesAfterOutput = closes
    }

    /// Waits for what the connection needs next; while it is owed something, nothing is read from it.
    func watch(_ connection: inout SandboxConnection, _ descriptor: Int32) {
        let interest: SandboxPoller.Interest
        if doors[connection.node].isPaused || connection.isHeld {
            interest = []
        } else {
            interest = connection.isBusy ? .write : .read
        }
        guard interest != connection.interest else { return }
        connection.interest = interest
        poller.change(descriptor, interest)
    }
}

extension SandboxServer {
    /// How long until the first answer that is held back may go.
    var timeUntilNextRelease: Duration? {
        held.values.min().map { max(.zero, ContinuousClock.now.duration(to: $0)) }
    }

    /// Sends the answers whose time has come.
    func releaseHeld() {
        guard !held.isEmpty else { return }
        let now = ContinuousClock.now
        for (descriptor, time) in held where time <= now {
            held[descriptor] = nil
            connections[descriptor]?.isHeld = false
            serve(descriptor, [])
        }
    }
}
