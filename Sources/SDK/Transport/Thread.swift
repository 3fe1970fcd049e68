internal import Glibc

/// Threads of the client's own: Swift's cooperative threads must never wait for a socket or a name.
package enum Thread {
    /// Runs a body on a new thread that ends with it.
    ///
    /// - Throws: `SystemError` when the system has no thread to give.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
        // The new thread takes over the retained box; when there is none, it is released here.
        let box = unsafe Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard status == 0 else {
            unsafe box.release()
            throw SystemError(number: status)
        }
        pthread_detach(thread)
    }

    /// Keeps this thread waiting.
    static func sleep(for duration: Duration) {
        guard duration > .zero else { return }
        let (seconds, attoseconds) = duration.components
        var rest = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        while true {
            var request = rest
            // An interrupted sleep goes on with what is left, which the call writes to the second structure.
            guard unsafe nanosleep(&request, &rest) != 0, errno == EINTR else { return }
        }
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
