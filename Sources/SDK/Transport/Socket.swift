internal import Glibc

/// A TCP socket that never waits; it is closed when it goes out of use.
package struct Socket: ~Copyable {
    private let handle: Descriptor

    /// The number under which the system knows the socket.
    package var descriptor: Int32 { handle.number }

    private init(_ handle: consuming Descriptor) { self.handle = handle }

    /// Begins a connection; ``connectionError()`` tells how it ended once the socket can be written to.
    package static func connecting(to address: SocketAddress) throws(SystemError) -> Socket {
        let flags = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = Socket(try Descriptor(Glibc.socket(address.family, flags, 0)))
        let descriptor = socket.descriptor
        // Requests are whole when they are sent: waiting for more would only delay them.
        socket.set(IPPROTO_TCP, TCP_NODELAY, 1)
        socket.set(Int(SOL_SOCKET), SO_KEEPALIVE, 1)
        // The address is lent to the call alone.
        let status = unsafe address.withSocketAddress { pointer, length in
            unsafe Glibc.connect(descriptor, pointer, length)
        }
        if status != 0, errno != EINPROGRESS { throw .last }
        return socket
    }

    /// Why a connection begun before did not come about, or `nil` when it did.
    package borrowing func connectionError() -> SystemError? {
        var number: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        // The option is an `Int32`, and the call is given its size.
        let status = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length)
        guard status == 0 else { return .last }
        return number == 0 ? nil : SystemError(number: number)
    }

    /// Sends what the system takes at once.
    ///
    /// - Returns: How many bytes were taken; 0 when the system takes none just now.
    package borrowing func send(_ bytes: [UInt8], from offset: Int) throws(SystemError) -> Int {
        // The pointer covers the bytes from the offset on, and does not leave the closure.
        let count = unsafe bytes.withUnsafeBytes { raw in
            unsafe sendOnce(UnsafeRawBufferPointer(rebasing: raw[offset...]))
        }
        return try taken(count)
    }

    /// Sends what the system takes at once, of bytes that are lent for the call.
    ///
    /// - Returns: How many bytes were taken; 0 when the system takes none just now.
    borrowing func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        // What is lent to this call is lent to the next.
        try taken(unsafe sendOnce(bytes))
    }

    private borrowing func sendOnce(_ bytes: UnsafeRawBufferPointer) -> Int {
        // The call is given the length of what is lent.
        retryingOnInterrupt { unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, nonRaising) }
    }

    private borrowing func taken(_ count: Int) throws(SystemError) -> Int {
        guard count < 0 else { return count }
        let error = SystemError.last
        if error.isWouldBlock { return 0 }
        throw error
    }

    /// What a read brought.
    package enum Reception: Hashable {
        /// So many bytes.
        case bytes(Int)
        /// Nothing yet.
        case none
        /// The other end has closed.
        case end
    }

    /// Reads what has arrived, into the free end of a frame assembler.
    package borrowing func receive(into assembler: inout FrameAssembler) throws(SystemError) -> Reception {
        var failure: SystemError?
        let descriptor = descriptor
        // The assembler lends its free end, and the call is given its length.
        let count = unsafe assembler.fill { free in
            let count = retryingOnInterrupt { unsafe recv(descriptor, free.baseAddress, free.count, 0) }
            if count < 0 { failure = .last }
            return count
        }
        return try Reception(count, failure)
    }

    /// Reads what has arrived, as the ciphertext of a TLS connection.
    borrowing func receive(into engine: TLSEngine) throws(SystemError) -> Reception {
        var failure: SystemError?
        let descriptor = descriptor
        // The engine lends its buffer's free end, and the call is given its length.
        let count = unsafe engine.take { room in
            let count = retryingOnInterrupt { unsafe recv(descriptor, room.baseAddress, room.count, 0) }
            if count < 0 { failure = .last }
            return count
        }
        // Without room nothing was read: what is there must be decrypted first.
        guard let count else { return .none }
        return try Reception(count, failure)
    }

    /// Waits on this thread until the socket is ready or the time is up.
    ///
    /// - Returns: Whether it is ready.
    package borrowing func wait(for events: Int32, until deadline: MonotonicTime) throws(SystemError) -> Bool {
        while true {
            var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            // One structure, and the call is told so.
            let count = unsafe poll(&request, 1, MonotonicTime.now().milliseconds(until: deadline))
            if count > 0 { return true }
            if count == 0 { return false }
            if errno != EINTR { throw .last }
        }
    }

    private borrowing func set(_ level: Int, _ option: Int32, _ value: Int32) {
        var value = value
        // A failure only costs speed; the value is passed with its size.
        _ = unsafe setsockopt(descriptor, Int32(level), option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}

/// A broken connection must be an error of the call, not a signal to the process.
private let nonRaising = Int32(MSG_NOSIGNAL)

extension Socket.Reception {
    /// What a system call says of its read.
    fileprivate init(_ count: Int, _ failure: SystemError?) throws(SystemError) {
        if let failure, !failure.isWouldBlock { throw failure }
        self = failure != nil ? .none : count == 0 ? .end : .bytes(count)
    }
}

private func retryingOnInterrupt(_ call: () -> Int) -> Int {
    while true {
        let count = call()
        if count >= 0 || errno != EINTR { return count }
    }
}
