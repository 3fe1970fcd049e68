internal import Glibc

/// The signals by which a person or a supervisor ends the process.
struct Interrupts {
    private let signals: sigset_t

    /// Keeps `SIGINT` and `SIGTERM` until they are waited for, and makes writing to a closed pipe an error of the write.
    ///
    /// To be called on the main thread before there is another, because threads inherit what is kept.
    init() {
        _ = signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        // Each call reads or fills the local variable only.
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGINT)
        unsafe sigaddset(&signals, SIGTERM)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        self.signals = signals
    }

    /// Waits on this thread for each signal in turn, until the process ends.
    func wait(_ handler: (Int32) -> Void) -> Never {
        var signals = signals
        while true {
            var number: Int32 = 0
            // Both variables are local, and the call fills the second.
            if unsafe sigwait(&signals, &number) == 0 { handler(number) }
        }
    }
}
