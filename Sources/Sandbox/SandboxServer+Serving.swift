internal import AerospikeSDK

extension SandboxServer {
    /// Takes what a connection has for us and gives it what it is owed.
    func serve(_ connection: SandboxConnection, _ readiness: Poller.Readiness = []) {
        let lives =
            readiness.isDisjoint(with: .gone)
            && (!readiness.contains(.readable) || receive(connection))
            && proceed(connection)
            && isAffordable(connection)
        if lives { watch(connection) } else { end(connection) }
    }

    /// Reads what has arrived, and counts the handshakes that came to an end with it.
    ///
    /// - Returns: Whether the connection still lives.
    private func receive(_ connection: SandboxConnection) -> Bool {
        let wasSecured = connection.summary != nil
        let lives = connection.receive(upTo: state.configuration.maximumRequestSize)
        if !wasSecured, let summary = connection.summary {
            state.nodes[connection.node].counters.handshakes += 1
            if summary.isResumed { state.nodes[connection.node].counters.resumedHandshakes += 1 }
        }
        return lives
    }

    /// Sends, goes on with a query, and answers requests, as far as the socket takes the answers.
    ///
    /// - Returns: Whether the connection still lives.
    private func proceed(_ connection: SandboxConnection) -> Bool {
        guard !doors[connection.node].conduct.isSilent else { return true }
        connection.isCutShort = false
        for _ in 0..<SandboxLimits.framesPerTurn {
            guard connection.heldUntil == nil else { return true }
            guard connection.flush() else { return false }
            if connection.hasOutput { return true }
            if connection.closesAfterOutput { return false }
            if connection.query != nil {
                continueQuery(connection)
            } else {
                do {
                    guard let frame = try connection.assembler.next() else { return true }
                    answer(frame, connection)
                } catch {
                    state.nodes[connection.node].counters.malformedRequests += 1
                    return false
                }
            }
        }
        connection.isCutShort = true
        return true
    }

    /// Whether there is room for what a connection has us keep.
    private func isAffordable(_ connection: SandboxConnection) -> Bool {
        guard connection.bufferedBytes > SandboxLimits.noticedBytes else { return true }
        return connections.values.reduce(0) { $0 + $1.bufferedBytes } <= SandboxLimits.bufferedBytes
    }

    private func continueQuery(_ connection: SandboxConnection) {
        guard var query = connection.query.take() else { return }
        connection.enqueue(state.next(of: &query, now: now))
        hold(connection, for: query.pause)
        if !query.isFinished { connection.query = query }
    }

    /// Holds back what a connection is owed.
    private func hold(_ connection: SandboxConnection, for duration: Duration) {
        guard duration > .zero else { return }
        connection.heldUntil = .now().advanced(by: duration)
        held.insert(connection.token)
    }

    private func answer(_ frame: FrameAssembler.Frame, _ connection: SandboxConnection) {
        let node = connection.node
        let fault = state.nodes[node].takeFault(for: frame.type)
        if let fault, case .resultCode = fault.effect {
            connection.enqueue(fault.spoil([]).bytes)
        } else {
            give(carryOut(frame, connection), spoiltBy: fault, to: connection)
        }
        hold(connection, for: doors[node].delay)
    }

    private func carryOut(_ frame: FrameAssembler.Frame, _ connection: SandboxConnection) -> SandboxAnswer {
        let isEncrypted = connection.summary != nil
        if frame.type == .message, isEncrypted { state.nodes[connection.node].counters.encryptedCommands += 1 }
        let answer = try? connection.assembler.withBytes(of: frame) { bytes in
            switch state.admit(
                frame.type, bytes, node: connection.node, user: &connection.user,
                certificateUser: connection.certificateUser, isEncrypted: isEncrypted, now: now)
            {
            case .answered(let answer): answer
            case .admitted(let permissions):
                state.answer(
                    frame.type, bytes, node: connection.node, userAgent: &connection.userAgent,
                    permissions: permissions, now: now)
            }
        }
        return answer ?? .close
    }

    private func give(_ answer: SandboxAnswer, spoiltBy fault: SandboxFault?, to connection: SandboxConnection) {
        switch answer {
        case .close: connection.closesAfterOutput = true
        case .query(var query):
            guard let fault else {
                connection.query = query
                return
            }
            spoil(state.next(of: &query, now: now), by: fault, for: connection)
        case .bytes(let bytes):
            guard let fault else { return connection.enqueue(bytes) }
            spoil(bytes, by: fault, for: connection)
        }
    }

    private func spoil(_ answer: [UInt8], by fault: SandboxFault, for connection: SandboxConnection) {
        let (bytes, closes) = fault.spoil(answer)
        connection.enqueue(bytes)
        connection.closesAfterOutput = closes
    }

    /// Waits for what the connection needs next; while it is owed something, nothing is read from it.
    func watch(_ connection: SandboxConnection) {
        let interest: Poller.Readiness
        if doors[connection.node].conduct.isSilent || connection.heldUntil != nil {
            interest = []
        } else {
            interest = connection.isBusy ? .writable : .readable
        }
        guard interest != connection.interest else { return }
        connection.interest = interest
        do {
            try poller.change(connection.descriptor, interest, token: connection.token)
        } catch {
            end(connection)
        }
    }
}

extension SandboxServer {
    /// When the first answer that is held back may go.
    var nextRelease: MonotonicTime {
        held.compactMap { connections[$0]?.heldUntil }.min() ?? .distantFuture
    }

    /// Sends the answers whose time has come.
    func releaseHeld() {
        guard !held.isEmpty else { return }
        let now = MonotonicTime.now()
        for token in held {
            guard let connection = connections[token], connection.heldUntil ?? now <= now else { continue }
            held.remove(token)
            connection.heldUntil = nil
            serve(connection)
        }
    }
}
