internal import AerospikeSDK
internal import Glibc
internal import Synchronization

/// Reads lines from a descriptor, one when it is asked for one, on threads of its own: reading may wait for ever.
final class LineReader: Sendable {
    /// How input ended.
    enum End: Hashable, Sendable {
        /// Nothing more comes: the file is at its end, or somebody closed the other side.
        case end
        /// It could not be read, as by a process in the background of a terminal.
        case unreadable
    }

    private let descriptor: Int32
    private let buffer = Mutex(LineBuffer())
    private let ending = Mutex<End?>(nil)

    init(_ descriptor: Int32) {
        // Otherwise a terminal stops a process in its background that reads, and with it the nodes.
        _ = signal(SIGTTIN, SIG_IGN)
        self.descriptor = descriptor
    }

    /// How input ended, once it has.
    var end: End? { ending.withLock { $0 } }

    /// The next line, or `nil` at the end, or when the task is cancelled.
    func next() async -> InputLine? {
        if let line = buffer.withLock({ $0.next() }) { return line }
        let promise = Promise<InputLine?>()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                promise.take(continuation)
                do {
                    try Thread.start { promise.keep(self.read()) }
                } catch {
                    promise.keep(nil)
                }
            }
        } onCancel: {
            promise.keep(nil)
        }
    }

    private func read() -> InputLine? {
        while true {
            if let line = buffer.withLock({ $0.next() }) { return line }
            if end != nil { return nil }
            var bytes = [UInt8](repeating: 0, count: 4096)
            // The call fills the array, whose length it is given.
            let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
            if count > 0 {
                buffer.withLock { $0.append(bytes.prefix(count)) }
            } else if count < 0, errno == EINTR || errno == EAGAIN {
                awaitInput()
            } else {
                let end: End = count == 0 ? .end : .unreadable
                ending.withLock { $0 = end }
                buffer.withLock { $0.end() }
            }
        }
    }

    /// Waits where whoever started the process has made its input one that does not.
    private func awaitInput() {
        var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // The call fills the one structure that it is given.
        _ = unsafe poll(&input, 1, -1)
    }
}
