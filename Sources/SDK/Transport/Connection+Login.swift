/// What comes between the handshake and the first request on a connection to a cluster with security.
extension Connection {
    /// Begins the login, as soon as the channel stands.
    ///
    /// - Returns: Whether requests may flow.
    func beginLogin(_ exchange: LoginExchange) -> Bool {
        let deadline = MonotonicTime.now().advanced(by: exchange.node.timeout)
        state = .loggingIn(until: deadline)
        loop.note(deadline)
        return logIn { channel throws(AerospikeError) in try exchange.advance(on: channel) }
    }

    /// Goes on with the login, as far as that goes without waiting.
    ///
    /// - Returns: Whether requests may flow.
    func continueLogin() -> Bool {
        guard let login else { return false }
        return logIn { channel throws(AerospikeError) in try login.advance(on: channel) }
    }

    private func logIn(
        _ step: (borrowing Channel) throws(AerospikeError) -> LoginExchange.Progress
    ) -> Bool {
        do throws(AerospikeError) {
            switch try withChannel(step) {
            case .done?:
                login = nil
                open()
                return true
            case .needsTurn?: requestTurn()
            case .needsChannel?:
                redial()
                return false
            case .waiting?, nil: break
            }
            updateInterest()
        } catch {
            if login?.restart(after: error) == true { redial() } else { close(error) }
        }
        return false
    }

    /// Asks the node for a turn; it comes through the loop's inbox, at once or later.
    private func requestTurn() {
        guard let login else { return }
        let (node, restarts, loop) = (login.node, login.restarts, loop)
        node.requestTurn(renewing: login.renews) { turn in
            loop.perform { _ in
                if !self.take(turn, after: restarts) { node.giveBack(turn) }
            } orElse: {
                node.giveBack(turn)
            }
        }
    }

    /// Goes on with the turn that was asked for.
    ///
    /// - Returns: Whether the turn is still wanted.
    private func take(_ turn: LoginTurn, after restarts: Int) -> Bool {
        guard case .loggingIn = state, let login, login.restarts == restarts else { return false }
        _ = logIn { channel throws(AerospikeError) in try login.begin(turn, on: channel) }
        return true
    }
}
