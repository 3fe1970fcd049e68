import Glibc

@testable import AerospikeSDK

/// The system's sockets on the loopback interface, as far as a front needs them: its threads wait.
enum Loopback {
    /// A socket that listens on a free port.
    static func listening() throws(SystemError) -> (descriptor: Int32, port: UInt16) {
        let descriptor = try socket()
        var address = address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // Each call is given one structure and its size.
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

    static func connect(to port: UInt16) throws(SystemError) -> Int32 {
        let descriptor = try socket()
        var address = address(port: port)
        // The call is given one structure and its size.
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe Glibc.connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw .last }
        return descriptor
    }

    /// Waits until one of two sockets has something.
    static func wait(for one: Int32, _ other: Int32) -> (Bool, Bool) {
        var requests = [
            pollfd(fd: one, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        // The call is told how many structures there are.
        _ = unsafe poll(&requests, 2, -1)
        return (requests[0].revents != 0, requests[1].revents != 0)
    }

    /// What has arrived, or `nil` at the end.
    static func receive(from descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        // The call is given the array's length.
        let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// Sends every byte.
    ///
    /// - Returns: Whether the other end took them.
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

    /// Sends what an engine has for its peer.
    static func drain(_ engine: TLSEngine, to descriptor: Int32) {
        // The engine lends its buffer for the length of each call.
        unsafe engine.drain { bytes in
            unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
    }

    static func hangUp(_ descriptor: Int32) { close(descriptor) }

    private static func socket() throws(SystemError) -> Int32 {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        return address
    }
}
