/// How the connections to a cluster are encrypted, and which name each of its servers must prove.
struct Encryption: Sendable {
    private let context: TLSContext
    /// The name for all servers that have none of their own.
    private let name: String?

    /// Reads the files that a definition names; `nil` for connections in clear.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the file or the setting at fault.
    init?(_ definition: ClusterDefinition) throws(AerospikeError) {
        guard let tls = definition.tls else { return nil }
        context = try TLSContext.client(tls)
        name = tls.name ?? definition.clusterName
    }

    /// A server as TLS sees it.
    ///
    /// - Parameter host: The server as the seeds or its peers name it, before the address map.
    /// - Throws: `AerospikeError` with code `invalidArgument` for a name that no certificate can carry.
    func target(for host: Host) throws(AerospikeError) -> TLSTarget {
        try TLSTarget(context, name: host.tlsName ?? name ?? host.name)
    }
}
