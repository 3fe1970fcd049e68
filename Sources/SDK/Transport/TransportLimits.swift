/// The bounds of what connections hold and keep waiting.
package enum TransportLimits {
    /// The most requests that wait for their answers on one connection.
    package static let pipelineDepth = 512
    /// The number of waiting requests from which another connection is opened, as long as that is allowed.
    package static let comfortableDepth = 8
    /// How long a connection may be without an answer before other requests avoid it.
    package static let sluggishAfter = Duration.milliseconds(20)
    /// How many bytes of requests are gathered for one system call.
    package static let sendBatch = 256 << 10
    /// How many times a connection is read in one turn of its loop, so that others have theirs.
    package static let readsPerTurn = 8
    /// How many times the connection of a thread is read at once for an answer that comes late.
    package static let lateReadsPerTurn = 256
    /// The most names that are looked up at the same time, each on a thread of its own.
    package static let lookUpsAtOnce = 64
    /// How many addresses of a name are tried.
    package static let addressesPerName = 16
}
