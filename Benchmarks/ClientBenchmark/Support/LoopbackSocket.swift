import Glibc

/// TCP sockets on the loopback interface, as far as the benchmarks need them: the thread that calls waits.
enum LoopbackSocket {
    /// The system refused.
    struct Failure: Error {
        let number = errno
    }

    /// A socket that listens on a free port.
    static func listening(backlog: Int32 = 128) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = try open()
        var address = address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // Each call is given one structure and its size.
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard unsafe bind(descriptor, pointer, length) == 0, listen(descriptor, backlog) == 0 else {
                    return Int32(-1)
                }
                return unsafe getsockname(descriptor, pointer, &length)
            }
        }
        guard status == 0 else { throw Failure() }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// A socket that is connected, or on its way where nobody waits for it.
    static func connected(to port: UInt16, waits: Bool = true) throws -> Int32 {
        let descriptor = try open(waits ? 0 : Int32(SOCK_NONBLOCK.rawValue))
        var address = address(port: port)
        // The call is given one structure and its size.
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 || (!waits && errno == EINPROGRESS) else { throw Failure() }
        return descriptor
    }

    /// What has arrived, or `nil` at the end.
    static func receive(from descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        // The call is given the array's length.
        let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// Sends every byte, unless the other end is gone.
    static func send(_ bytes: [UInt8], on descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // The pointer covers what is left, and does not leave the closure.
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func open(_ flags: Int32 = 0) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | flags, 0)
        guard descriptor >= 0 else { throw Failure() }
        var isOn: Int32 = 1
        // The call is given one integer and its size.
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    private static func address(port: UInt16) -> sockaddr_in {
        sockaddr_in(
            sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian,
            sin_addr: in_addr(s_addr: INADDR_LOOPBACK.bigEndian), sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
    }
}
