import AerospikeSDK
import Glibc

/// A client that knows nothing but frames, to see what comes over a real socket.
///
/// Its calls wait on threads of their own, a minute at most: a test that waits in vain fails instead of hanging.
final class RawClient: Sendable {
    enum Failure: Error, Hashable {
        case refused
        /// The connection was closed or reset.
        case closed
        /// Nothing came in time.
        case silent
        /// What came is not a frame.
        case garbled(WireError)
    }

    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    static func connect(to host: Host) async throws -> RawClient {
        try await onThread {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = host.port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            // Both calls read the structures that they are given, for the length of the call.
            let status = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe Glibc.connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            var patience = timeval(tv_sec: 60, tv_usec: 0)
            unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            let client = RawClient(descriptor)
            guard status == 0 else { throw Failure.refused }
            return client
        }
    }

    func send(_ bytes: [UInt8]) async throws {
        try await onThread { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                // The array outlives the call.
                let count = unsafe bytes.withUnsafeBytes { bytes in
                    unsafe Glibc.send(
                        descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failure.closed }
                sent += count
            }
        }
    }

    /// Receives one whole frame.
    func receive() async throws -> [UInt8] {
        try await onThread { [descriptor] in
            let head = try Self.read(FrameHeader.length, from: descriptor)
            let length: Int
            do throws(WireError) {
                var reader = ByteReader(head.span)
                length = try FrameHeader(from: &reader).bodyLength
            } catch {
                throw Failure.garbled(error)
            }
            return head + (try Self.read(length, from: descriptor))
        }
    }

    func exchange(_ bytes: [UInt8]) async throws -> [UInt8] {
        try await send(bytes)
        return try await receive()
    }

    /// Asks for one value.
    func info(_ name: String) async throws -> String {
        let answer = try await exchange(InfoMessage.request([name]))
        return try InfoMessage.parseResponse(answer.span.extracting(droppingFirst: FrameHeader.length)).first?.value
            ?? ""
    }

    private static func read(_ count: Int, from descriptor: Int32) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var piece = [UInt8](repeating: 0, count: min(count - bytes.count, 1 << 16))
            // The call writes no more than the array's length.
            let received = unsafe recv(descriptor, &piece, piece.count, 0)
            if received < 0, errno == EAGAIN { throw Failure.silent }
            guard received > 0 else { throw Failure.closed }
            bytes += piece.prefix(received)
        }
        return bytes
    }
}

/// Waits for a body that keeps its thread.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        do {
            try Thread.start { continuation.resume(with: Result(catching: body)) }
        } catch {
            continuation.resume(throwing: error)
        }
    }
}
