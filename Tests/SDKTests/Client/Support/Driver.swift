import Testing

@testable import AerospikeSDK

/// One of the two ways in which commands wait for their answers.
enum Driver: CaseIterable, CustomTestStringConvertible {
    case tasks
    case threads

    var testDescription: String { self == .tasks ? "tasks" : "threads" }

    func get(
        _ key: Key,
        on cluster: Cluster,
        _ behavior: Behavior = .patient
    ) async throws(AerospikeError) -> Record {
        let command = RecordCommand(key, .read(.all))
        switch self {
        case .tasks: return try await cluster.execute(command, behavior).record
        case .threads:
            return try await onThread { () throws(AerospikeError) in
                try cluster.executeBlocking(command, behavior).record
            }
        }
    }

    func batch(
        _ keys: [Key],
        on cluster: Cluster,
        _ behavior: Behavior = .patient
    ) async throws(AerospikeError) -> [RecordResult] {
        switch self {
        case .tasks: return try await cluster.executeBatch(BatchCommands(keys, .read(.all)), behavior)
        case .threads:
            return try await onThread { () throws(AerospikeError) in
                try cluster.executeBatchBlocking(BatchCommands(keys, .read(.all)), behavior)
            }
        }
    }

    func query(
        _ dataSet: DataSet,
        limit: Int? = nil,
        on cluster: Cluster,
        _ behavior: Behavior = .patient
    ) async throws(AerospikeError) -> [RecordResult] {
        var query = DataSetQuery(dataSet: dataSet)
        query.limit = limit
        switch self {
        case .tasks:
            let rows = try cluster.streamQuery(query, behavior)
            return try await RecordStream(.query(rows, RowRouting([], .inStream))).collect()
        case .threads:
            return try await onThread { [query] () throws(AerospikeError) in
                let rows = try cluster.streamQueryBlocking(query, behavior)
                return try SyncRecordStream(rows, RowRouting([], .inStream)).collect()
            }
        }
    }
}

/// Waits for what a thread of its own does, so that no cooperative thread is kept.
func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws(AerospikeError) -> Value
) async throws(AerospikeError) -> Value {
    let result: Result<Value, AerospikeError> = await withCheckedContinuation { continuation in
        do throws(SystemError) {
            try Thread.start {
                continuation.resume(returning: Result { () throws(AerospikeError) in try body() })
            }
        } catch {
            continuation.resume(returning: .failure(AerospikeError(.notSupported, "no thread: \(error)")))
        }
    }
    return try result.get()
}

extension Behavior {
    /// One try, and more time than a loaded machine needs.
    static let patient = Behavior.default.derivingWithChanges(
        "patient", totalTimeout: .seconds(30), socketTimeout: .seconds(30), maxRetries: 0)

    /// One try, and as little time as a test that waits for its end can do with.
    static let hasty = Behavior.default.derivingWithChanges(
        "hasty", totalTimeout: .milliseconds(50), socketTimeout: .milliseconds(50), maxRetries: 0)
}
