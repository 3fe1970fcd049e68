extension ClusterDefinition {
    /// Refuses what cannot work before anything is dialled.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` or `notSupported`.
    func validate() throws(AerospikeError) {
        guard !hosts.isEmpty else {
            throw AerospikeError(.invalidArgument, "the definition names no host", advice: "name one seed at least")
        }
        // Connecting in clear where TLS or a login was asked for would betray whoever asked.
        guard tls == nil else {
            throw AerospikeError(.notSupported, "TLS is not supported yet; no connection was made")
        }
        guard credentials == nil else {
            throw AerospikeError(.notSupported, "logins are not supported yet; no connection was made")
        }
        guard systemSettings.connections.maximumPerNode > 0 else {
            throw AerospikeError(.invalidArgument, "the most connections per node must be at least 1")
        }
    }
}
