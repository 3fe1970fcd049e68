import Testing

@testable import AerospikeSDK

/// Waits for what a thread of its own does, so that no cooperative thread is kept.
func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws(AerospikeError) -> Value
) async throws(AerospikeError) -> Value {
    let result: Result<Value, AerospikeError> = await withCheckedContinuation { continuation in
        do throws(SystemError) {
            try Thread.start {
                continuation.resume(returning: Result { () throws(AerospikeError) in try body() })
            }
        } catch {
            continuation.resume(returning: .failure(AerospikeError(.notSupported, "no thread: \(error)")))
        }
    }
    return try result.get()
}

/// Waits until something is so; records an issue when that takes longer than a loaded machine could need.
func eventually(
    _ what: Comment,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(20))
    while ContinuousClock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record(what, sourceLocation: sourceLocation)
}
