extension BasicClientGroup {
    /// Goes over to other definitions, as far as that can be done without other clients; see ``Client/apply(_:)``.
    ///
    /// A client that is new or gone needs another group: it is told as `clients.NAME`, or as `cluster` for the default
    /// one.
    ///
    /// - Parameter definitions: All that the clients should go by, by their names.
    /// - Returns: What the clients go by from now on, and what needs other clients, by the names that profiles use.
    /// - Throws: `AerospikeError` with code `invalidArgument` when one of them makes no sense, and then nothing has
    ///   changed; or `clientClosed`.
    @discardableResult
    public func apply(_ definitions: [String: ClusterDefinition]) throws(AerospikeError) -> DefinitionChanges {
        for definition in definitions.values { try definition.validate() }
        var changes = DefinitionChanges()
        for name in Set(definitions.keys).union(clusters.keys).sorted() {
            if let cluster = clusters[name], let definition = definitions[name] {
                changes.add(try cluster.apply(definition).ofClient(named: name))
            } else {
                changes.add(.missing(client: name))
            }
        }
        return changes
    }
}

extension DefinitionChanges {
    /// What there is to say of a client that comes or goes.
    fileprivate static func missing(client name: String) -> DefinitionChanges {
        var changes = DefinitionChanges()
        changes.needsNewClient = ["cluster"]
        return changes.ofClient(named: name)
    }
}
