/// Queries of data sets.
extension Cluster {
    /// Begins a query whose rows come as the nodes send them.
    ///
    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    package func streamQuery(_ query: DataSetQuery, _ behavior: Behavior) throws(AerospikeError) -> QueryStream {
        try QueryStream(query, behavior, on: self)
    }

    /// Begins a query whose rows are read by the thread that asks for them.
    ///
    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    func streamQueryBlocking(
        _ query: DataSetQuery,
        _ behavior: Behavior
    ) throws(AerospikeError) -> BlockingQuery {
        try BlockingQuery(query, behavior, on: self)
    }

    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    func execution(of query: DataSetQuery, _ behavior: Behavior) throws(AerospikeError) -> QueryExecution {
        try query.validate()
        let topology = self.topology
        // An unknown namespace is better told here than in the middle of a loop.
        try topology.check(query.dataSet.namespace)
        try behavior.checkCompression([.read], .query, topology.mode(of: query.dataSet.namespace))
        return QueryExecution(query, behavior, in: topology)
    }
}
