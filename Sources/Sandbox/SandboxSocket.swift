internal import AerospikeSDK
internal import Glibc

/// The system's calls on sockets of the loopback interface.
///
/// Every call below passes pointers to values of this frame or to a buffer of the given length, for the length of the
/// call; none is kept by the system. Hence the `unsafe` marks.
enum SandboxSocket {
    /// A socket that holds a port, but on which nobody listens yet: connecting to it is refused.
    ///
    /// - Parameter port: The port, or 0 for any that is free. The system would choose among those that it also gives to
    ///   clients, and one of them could take the port of a node that is down for a moment.
    static func bound(to port: UInt16) throws(AerospikeError) -> Int32 {
        guard port == 0 else { return try bound(exactlyTo: port) }
        for _ in 0..<SandboxLimits.portTries {
            let wanted = UInt16.random(in: SandboxLimits.ownPorts)
            if let descriptor = try? bound(exactlyTo: wanted, isAlone: true) { return descriptor }
        }
        return try bound(exactlyTo: 0)
    }

    /// - Parameter isAlone: Whether nobody else may hold the port either, as a node does that is down.
    private static func bound(exactlyTo port: UInt16, isAlone: Bool = false) throws(AerospikeError) -> Int32 {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { throw failure("open a socket", port, .last) }
        if !isAlone { allowReuse(of: descriptor) }
        var address = loopback(port)
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let error = failure("bind", port, .last)
            close(descriptor)
            throw error
        }
        // Connections to the port that are on their last legs must not keep it from its own node later.
        allowReuse(of: descriptor)
        return descriptor
    }

    private static func allowReuse(of descriptor: Int32) {
        var on: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    static func startListening(_ descriptor: Int32, _ port: UInt16) throws(AerospikeError) {
        guard listen(descriptor, SOMAXCONN) == 0 else { throw failure("listen", port, .last) }
    }

    /// The port that the system chose for a socket.
    static func port(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(descriptor, address, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Accepts a connection.
    ///
    /// - Returns: The connection, which neither blocks nor waits to fill segments, or `nil` when there is none to accept.
    static func accept(from listener: Int32) throws(SystemError) -> Int32? {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else {
            let error = SystemError.last
            guard error.isWouldBlock || error.number == EINTR || error.number == ECONNABORTED else { throw error }
            return nil
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    /// Sends what the system takes.
    ///
    /// - Returns: How many bytes it took: 0 when it takes none just now, or `nil` when the connection is gone.
    static func send(_ bytes: ArraySlice<UInt8>, on descriptor: Int32) -> Int? {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }

    /// A socket that is on its way to a port; it is writable when it has arrived, or failed.
    static func connecting(to port: UInt16) throws(SystemError) -> Int32 {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { throw .last }
        var address = loopback(port)
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 || errno == EINPROGRESS else {
            let error = SystemError.last
            close(descriptor)
            throw error
        }
        var on: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    /// The error number of a socket that has failed, or 0.
    static func error(of descriptor: Int32) -> Int32 {
        var number: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length) == 0 ? number : errno
    }

    /// What a socket has for us.
    enum Arrival {
        case bytes([UInt8])
        /// Nothing just now.
        case nothing
        /// The other side has nothing to send any more.
        case farewell
        case broken
    }

    /// Takes what has arrived, up to some bytes.
    static func receive(upTo count: Int, on descriptor: Int32) -> Arrival {
        var length = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            length = unsafe recv(descriptor, buffer.baseAddress, count, 0)
            initializedCount = max(0, length)
        }
        if length > 0 { return .bytes(bytes) }
        if length == 0 { return .farewell }
        return errno == EAGAIN || errno == EINTR ? .nothing : .broken
    }

    /// Lets a connection be closed with a reset instead of a farewell.
    static func prepareReset(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    private static var streamType: Int32 {
        Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    static func failure(_ what: String, _ port: UInt16, _ error: SystemError) -> AerospikeError {
        AerospikeError(
            .connectionFailed, "the sandbox could not \(what) on 127.0.0.1:\(port): \(error)",
            advice: "Is another server running there? Choose another port, or none to let the system choose.")
    }
}
