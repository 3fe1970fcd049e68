/// How the connections to a cluster are encrypted, and which name each of its servers must prove.
struct Encryption: Sendable {
    private let source: TLSContextSource
    /// The name for all servers that have none of their own.
    private let name: String?
    /// Whether only logins are encrypted, and all else goes in clear.
    let isForLoginsOnly: Bool

    /// Reads the files that a definition names; `nil` for connections in clear.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the file or the setting at fault.
    init?(_ definition: ClusterDefinition) throws(AerospikeError) {
        guard let tls = definition.tls else { return nil }
        source = try TLSContextSource.client(tls)
        name = tls.name ?? definition.clusterName
        isForLoginsOnly = tls.forLoginOnly
    }

    /// A server as TLS sees it.
    ///
    /// - Parameter host: The server as the seeds or its peers name it, before the address map.
    /// - Throws: `AerospikeError` with code `invalidArgument` for a name that no certificate can carry.
    func target(for host: Host) throws(AerospikeError) -> TLSTarget {
        try TLSTarget(source, name: host.tlsName ?? name ?? host.name)
    }

    /// Goes over to other files and settings, for the connections to come; the name stays.
    func adopt(_ tls: TLSConfiguration) { source.adopt(tls) }

    /// Has the files read again if they have changed, for the connections to come.
    ///
    /// - Returns: Why what lay there when they were last read could not be used; `nil` when all was well.
    func refresh() -> AerospikeError? { source.refreshSoon() }
}
