import Glibc

@testable import AerospikeSDK

/// The system's sockets, as far as a scripted peer needs them: its threads wait.
enum PeerSocket {
    /// A socket that listens on a free port of the loopback interface.
    static func listening() throws(SystemError) -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // Both calls are given one structure and its size.
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard unsafe bind(descriptor, pointer, length) == 0, listen(descriptor, 64) == 0 else {
                    return Int32(-1)
                }
                return unsafe getsockname(descriptor, pointer, &length)
            }
        }
        guard status == 0 else { throw .last }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// The next client, or `nil` when the listener is shut down.
    static func accept(from listener: Int32) -> Int32? {
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            if descriptor >= 0 { return descriptor }
            if errno != EINTR { return nil }
        }
    }

    /// The next whole frame, or `nil` at the end.
    static func frame(from descriptor: Int32) -> [UInt8]? {
        guard let header = bytes(FrameHeader.length, from: descriptor) else { return nil }
        let length = header.dropFirst(2).reduce(0) { $0 << 8 | Int($1) }
        guard let body = bytes(length, from: descriptor) else { return nil }
        return header + body
    }

    /// Sends every byte.
    ///
    /// - Returns: Whether the client took them.
    static func send(_ bytes: [UInt8], on descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            // The pointer covers what is left, and does not leave the closure.
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Has the other end told of a reset when the socket is closed, rather than of an orderly end.
    static func resetWhenClosed(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        // One structure, and the call is given its size.
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    private static func bytes(_ count: Int, from descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            // The pointer covers the free end, and does not leave the closure.
            let received = unsafe buffer.withUnsafeMutableBytes { bytes in
                let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
                return unsafe recv(descriptor, free.baseAddress, free.count, 0)
            }
            guard received > 0 else { return nil }
            filled += received
        }
        return buffer
    }
}
