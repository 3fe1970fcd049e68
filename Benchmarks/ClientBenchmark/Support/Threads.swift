import Foundation

/// Runs a body on several threads and waits for all of them.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let waiting = DispatchGroup()
    for worker in 0..<count {
        waiting.enter()
        Thread.detachNewThread {
            body(worker)
            waiting.leave()
        }
    }
    waiting.wait()
}

/// Runs blocking work on a thread of its own.
func offPool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(with: Swift.Result { try body() })
        }
    }
}

/// Runs a body on a thread of its own.
func onThread(_ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread(body)
}
