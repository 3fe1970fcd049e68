@testable import AerospikeSDK

/// A command of one kind and shape: settings are resolved for each by itself.
enum Shape: CaseIterable {
    case read, write, increment
    case batchRead, batchWrite, batchIncrement
    case query

    /// Those on one record.
    static let points = [Shape.read, .write, .increment]
    /// Those that several nodes work on.
    static let wide = [Shape.batchRead, .batchWrite, .query]

    /// What has become of a command.
    struct Outcome {
        /// How many records it was carried out on.
        var count = 0
        /// Why it failed, or one of its rows; the first reason counts.
        var error: AerospikeError?
    }
}

extension Caller {
    /// Carries a command of a shape out: on the first of the keys, on all of them, or on their data set.
    func outcome(of shape: Shape, _ keys: [Key]) async -> Shape.Outcome {
        guard let key = keys.first else { return Shape.Outcome() }
        let dataSet = DataSet.of(key.namespace, key.setName)
        return switch shape {
        case .read: await outcome(session.query(key))
        case .write: await outcome(session.upsert(key).put(["w": 1]))
        case .increment: await outcome(session.upsert(key).bin("i").incrementBy(1))
        case .batchRead: await outcome(session.query(keys))
        case .batchWrite: await outcome(session.upsert(keys).put(["w": 1]))
        case .batchIncrement: await outcome(session.upsert(keys).bin("i").incrementBy(1))
        case .query: await outcome(session.query(dataSet))
        }
    }

    private func outcome(_ command: some TaskCommand) async -> Shape.Outcome {
        do {
            let rows = try await run(command)
            return Shape.Outcome(count: rows.count(where: \.isOK), error: rows.first { !$0.isOK }?.failure)
        } catch {
            return Shape.Outcome(error: error)
        }
    }
}
