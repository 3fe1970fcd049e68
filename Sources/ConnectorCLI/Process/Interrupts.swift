internal import AerospikeSDK
internal import Glibc

/// The signals by which a person or a supervisor ends the process.
enum Interrupts {
    /// Has a thread wait for `SIGINT` and `SIGTERM`, and makes writing to a closed pipe an error of the write alone.
    ///
    /// To be called before any other thread exists, because threads inherit what is blocked.
    static func watch(_ handler: @escaping @Sendable (Int32) -> Void) {
        _ = signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        // Each call reads or fills the local variable only.
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGINT)
        unsafe sigaddset(&signals, SIGTERM)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        let watched = signals
        try? Thread.start {
            var watched = watched
            while true {
                var number: Int32 = 0
                if unsafe sigwait(&watched, &number) == 0 { handler(number) }
            }
        }
    }
}
