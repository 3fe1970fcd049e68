internal import Synchronization

/// A value that one thread at a time may touch: the standard library's `Mutex`, in a form that the thread sanitizer sees.
///
/// A `Mutex` that has to wait does so in code of the standard library that the sanitizer does not watch. Whatever one thread
/// leaves under the lock and another takes up would then look like a race, so that real ones could not be told apart. The
/// flag says the same once more, in code of ours: a load and a store beside the lock's own.
package struct Lock<Value: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    private let isHandedOver = Atomic<Bool>(false)

    package init(_ value: consuming sending Value) {
        mutex = Mutex(value)
    }

    /// Lends the value to a body, once nobody else has it.
    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { value throws(Failure) in
            _ = isHandedOver.load(ordering: .acquiring)
            defer { isHandedOver.store(true, ordering: .releasing) }
            return try body(&value)
        }
    }
}
