extension Cluster {
    /// Replaces the servers to ask first when no node answers.
    ///
    /// A client whose nodes answer goes on with them; otherwise the new seeds are dialled at once.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when the list makes no sense, or `clientClosed`.
    package func replaceSeeds(_ seeds: [Host]) throws(AerospikeError) {
        try ClusterDefinition.validate(seeds: seeds)
        guard keep(seeds) else { throw .closed }
        tendSoon()
    }
}

extension ClusterDefinition {
    /// Refuses seeds that cannot be dialled.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`.
    static func validate(seeds: [Host]) throws(AerospikeError) {
        guard !seeds.isEmpty else {
            throw AerospikeError(.invalidArgument, "the definition names no host", advice: "name one seed at least")
        }
        guard seeds.count <= ClusterLimits.seeds else {
            throw AerospikeError(
                .invalidArgument, "\(seeds.count) hosts are more than the \(ClusterLimits.seeds) that may be seeds",
                advice: "name a few; the others are found through them")
        }
        for seed in seeds where seed.name.isEmpty || seed.port == 0 {
            throw AerospikeError(.invalidArgument, "the host '\(seed)' has no name, or no port")
        }
    }
}
