/// Queries of data sets.
extension Cluster {
    /// Begins a query whose rows come as the nodes send them.
    ///
    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    package func streamQuery(_ query: DataSetQuery, _ behavior: Behavior) throws(AerospikeError) -> RowStream {
        let execution = try execution(of: query, behavior)
        return try RowStream(
            execution, capacity: execution.settings.recordQueueSize, limit: query.limit, on: self)
    }

    /// Begins a query whose rows are read by the thread that asks for them.
    ///
    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    func streamQueryBlocking(
        _ query: DataSetQuery,
        _ behavior: Behavior
    ) throws(AerospikeError) -> some BlockingRowSource {
        BlockingRows(try execution(of: query, behavior), limit: query.limit, on: self)
    }

    private func execution(of query: DataSetQuery, _ behavior: Behavior) throws(AerospikeError) -> QueryExecution {
        try query.validate()
        let topology = self.topology
        // An unknown namespace is better told here than in the middle of a loop.
        try topology.check(query.dataSet.namespace)
        return QueryExecution(query, behavior, in: topology)
    }
}
