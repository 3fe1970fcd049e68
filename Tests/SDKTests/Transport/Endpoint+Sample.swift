import Synchronization
import Testing

@testable import AerospikeSDK

extension SocketAddress {
    static func loopback() throws -> SocketAddress { try #require(SocketAddress(ip: "127.0.0.1", port: 3000)) }
}

extension ConnectionLimits {
    static let few = ConnectionLimits(maximum: 2, idleTime: .seconds(55), connectTimeout: .seconds(30))
}

extension AerospikeError {
    static func sample(_ code: Code) -> AerospikeError { AerospikeError(code, "it failed") }
}

extension MonotonicTime {
    static func seconds(_ seconds: Int) -> MonotonicTime { .milliseconds(UInt64(seconds) * 1000) }
}

/// Counts how often it is rung.
final class Bell: Sendable {
    private let rings = Atomic<Int>(0)

    var count: Int { rings.load(ordering: .relaxed) }

    /// - Returns: How often it has been rung now.
    @discardableResult
    func ring() -> Int { rings.add(1, ordering: .relaxed).newValue }
}
