@testable import AerospikeSDK

/// The two ways in which connections are driven.
enum TLSDriver: CaseIterable {
    case loop, thread

    /// Connects, puts one question, and hangs up.
    ///
    /// - Parameter patience: How long all of it may take.
    func ask(_ port: UInt16, as target: TLSTarget?, patience: Duration = .seconds(60)) async throws(AerospikeError) {
        guard let address = SocketAddress(ip: "127.0.0.1", port: port) else {
            throw AerospikeError(.notSupported, "no loopback address")
        }
        let deadline = MonotonicTime.now().advanced(by: patience)
        switch self {
        case .loop: try await askOnLoop(address, target, deadline)
        case .thread:
            try await onThread { () throws(AerospikeError) in try Self.askOnThread(address, target, deadline) }
        }
    }

    private func askOnLoop(
        _ address: SocketAddress,
        _ target: TLSTarget?,
        _ deadline: MonotonicTime
    ) async throws(AerospikeError) {
        let loop: EventLoop
        do throws(SystemError) {
            loop = try EventLoopGroup.start(count: 1).loops[0]
        } catch {
            throw AerospikeError(.notSupported, "no loop: \(error)")
        }
        let result: Result<Void, AerospikeError>
        do throws(AerospikeError) {
            let connection = try await ControlConnection.open(to: address, as: target, on: loop, until: deadline)
            _ = try await connection.ask(["node"], until: deadline)
            connection.close()
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await loop.stop()
        try result.get()
    }

    private static func askOnThread(
        _ address: SocketAddress,
        _ target: TLSTarget?,
        _ deadline: MonotonicTime
    ) throws(AerospikeError) {
        let connection = try BlockingConnection.open(
            to: address, as: target, within: .seconds(120), until: deadline)
        do throws(TransportFailure) {
            _ = try connection.exchange(InfoMessage.request(["node"]), expecting: .info, until: deadline)
        } catch {
            throw error.error
        }
    }
}
