extension Cluster {
    /// Goes over to another definition, as far as that can be done while the client runs.
    ///
    /// Behaviors of named sessions count at once, everything else with the next round, which begins as soon as may be.
    ///
    /// - Returns: What became of each setting that differs.
    /// - Throws: `AerospikeError` with code `invalidArgument` when the definition makes no sense, or `clientClosed`; then
    ///   nothing has changed.
    package func apply(_ definition: ClusterDefinition) throws(AerospikeError) -> DefinitionChanges {
        try definition.validate()
        guard let changes = takeOver(definition) else { throw .closed }
        tendSoon()
        return changes
    }
}
