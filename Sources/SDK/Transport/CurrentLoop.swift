internal import Glibc

/// Remembers, for each thread, whether it is an event loop's.
enum CurrentLoop {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        // The system has hundreds of keys; this takes one for the life of the process.
        let status = unsafe pthread_key_create(&key, nil)
        precondition(status == 0, "the system has no key for thread-specific data left")
        return key
    }()

    /// The loop that runs on this thread.
    ///
    /// The thread itself keeps the loop alive; what is stored here does not.
    static var value: EventLoop? {
        get {
            guard let pointer = unsafe pthread_getspecific(key) else { return nil }
            return unsafe Unmanaged<EventLoop>.fromOpaque(pointer).takeUnretainedValue()
        }
        set {
            let pointer = unsafe newValue.map { unsafe Unmanaged.passUnretained($0).toOpaque() }
            unsafe pthread_setspecific(key, pointer)
        }
    }
}
