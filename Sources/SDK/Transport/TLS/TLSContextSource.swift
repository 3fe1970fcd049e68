/// The context that new connections begin with: made anew when one of its files has changed.
///
/// Certificates are renewed while a client runs, and seldom in one stroke: a certificate that lies there without its key,
/// or half written, leaves the last good context in place until the rest has come.
package final class TLSContextSource: Sendable {
    private struct State {
        var configuration: TLSConfiguration
        var context: TLSContext
        /// What the files looked like when they were last read, successfully or not; `nil` when others are to be read.
        var stamp: TLSFileStamp?
        /// Why they could not be used then.
        var failure: AerospikeError?
        var isBeingRead = false
    }

    private let state: Lock<State>

    /// Reads the files of a client for the first time.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the file or the setting at fault.
    package static func client(_ configuration: TLSConfiguration) throws(AerospikeError) -> TLSContextSource {
        try TLSContextSource(configuration)
    }

    private init(_ configuration: TLSConfiguration) throws(AerospikeError) {
        // Taken before the files are read: what changes in between is seen the next time.
        let stamp = TLSFileStamp(of: configuration)
        state = Lock(State(configuration: configuration, context: try .client(configuration), stamp: stamp))
    }

    /// The last good context.
    var current: TLSContext { state.withLock { $0.context } }

    /// Goes over to other files and settings; the next refresh reads them, and until they are good, nothing changes.
    package func adopt(_ configuration: TLSConfiguration) {
        state.withLock { state in
            guard state.configuration != configuration else { return }
            state.configuration = configuration
            state.stamp = nil
        }
    }

    /// Has a thread of its own read the files again if they have changed.
    ///
    /// Nobody waits for it: a disk that does not answer, as on a network, must not keep the cluster from being tended.
    ///
    /// - Returns: Why what lay there when they were last read could not be used; `nil` when all was well.
    package func refreshSoon() -> AerospikeError? {
        let (isBeingRead, failure) = state.withLock { state in
            defer { state.isBeingRead = true }
            return (state.isBeingRead, state.failure)
        }
        guard !isBeingRead else { return failure }
        let read = { @Sendable in
            _ = self.refresh()
            self.state.withLock { $0.isBeingRead = false }
        }
        // Threads are short for a moment, not for ever: the next round tries again.
        if (try? Thread.start(read)) == nil { state.withLock { $0.isBeingRead = false } }
        return failure
    }

    /// Reads the files again if they have changed.
    ///
    /// This waits for the disk, so it is for threads of its own; one caller at a time.
    ///
    /// - Returns: Why what lies there now cannot be used; `nil` when all is well.
    package func refresh() -> AerospikeError? {
        let (configuration, known, failure) = state.withLock { ($0.configuration, $0.stamp, $0.failure) }
        let stamp = TLSFileStamp(of: configuration)
        // What failed is read again although it looks the same: the process may have been out of descriptors.
        guard stamp != known || failure != nil else { return nil }
        let outcome = Result { () throws(AerospikeError) in try TLSContext.client(configuration) }
        return state.withLock { state in
            // Others have been asked for meanwhile: the next refresh reads those.
            guard state.configuration == configuration else { return state.failure }
            state.stamp = stamp
            switch outcome {
            case .success(let context): (state.context, state.failure) = (context, nil)
            case .failure(let error): state.failure = error.keepingLastGood
            }
            return state.failure
        }
    }
}

extension AerospikeError {
    fileprivate var keepingLastGood: AerospikeError {
        var error = self
        error.message =
            "the TLS files have changed and cannot be used; connections go on with what was read before: \(message)"
        return error
    }
}
