/// Questions to the nodes of a cluster about themselves.
///
/// ```swift
/// let builds = try await session.info.build()
/// for set in try await session.info.sets("test") { print(set.dataSet.setName, set.objects) }
/// ```
///
/// Each question has the time that the session's behavior gives to the read of one record. A node that does not answer
/// is an error, whose causes name it.
public struct InfoCommands<Style: WaitingStyle>: Sendable {
    let core: SessionCore

    func question(
        _ request: InfoRequest,
        to node: String? = nil,
        isWrite: Bool = false
    ) throws(AerospikeError) -> InfoQuestion {
        try InfoQuestion(request, to: node, of: core.cluster.topology, core.behavior, isWrite: isWrite)
    }

    /// What a raw command may do is not known: it is asked for once.
    func question(command: String, to node: String?) throws(AerospikeError) -> InfoQuestion {
        try question(InfoRequest(line: command), to: node, isWrite: true)
    }

    /// How many nodes are in sight.
    public var clusterSize: Int { core.cluster.topology.nodes.count }
}

extension BasicSession {
    /// Questions to the nodes of the cluster about themselves.
    public var info: InfoCommands<Style> { InfoCommands(core: core) }

    /// The question that removes a data set; the server answers `ok`, whatever its names.
    fileprivate func truncation(
        _ dataSet: DataSet,
        before moment: Duration?
    ) throws(AerospikeError) -> InfoQuestion {
        let request = try Truncation.request(dataSet, before: moment)
        // A server takes a namespace that is not there for done.
        try core.cluster.topology.check(dataSet.namespace)
        return try info.question(request, isWrite: true)
    }
}

extension BasicSession where Style == Asynchronous {
    /// Removes every record of a data set, on all nodes; this cannot be undone.
    ///
    /// A data set without a name of its set is the whole namespace. Records are gone at once for readers.
    ///
    /// - Parameters:
    ///   - dataSet: The data set.
    ///   - moment: Spares records written last at or after this time since 1970 (UTC); `nil` spares none.
    /// - Throws: `AerospikeError` when a name cannot be put into such a request, the namespace is unknown, or the server
    ///   refuses, as for a moment that lies in the future.
    public func truncate(_ dataSet: DataSet, before moment: Duration? = nil) async throws(AerospikeError) {
        _ = try await core.cluster.askAny(truncation(dataSet, before: moment))
    }
}

extension BasicSession where Style == Synchronous {
    /// Removes every record of a data set, on all nodes; this cannot be undone.
    ///
    /// A data set without a name of its set is the whole namespace. Records are gone at once for readers.
    ///
    /// - Parameters:
    ///   - dataSet: The data set.
    ///   - moment: Spares records written last at or after this time since 1970 (UTC); `nil` spares none.
    /// - Throws: `AerospikeError` when a name cannot be put into such a request, the namespace is unknown, or the server
    ///   refuses, as for a moment that lies in the future.
    public func truncate(_ dataSet: DataSet, before moment: Duration? = nil) throws(AerospikeError) {
        _ = try core.cluster.askAnyBlocking(truncation(dataSet, before: moment))
    }
}
