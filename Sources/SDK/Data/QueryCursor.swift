/// Where a query of a data set stands: what is left of it behind the last row that was taken.
///
/// It can be kept, as JSON or as bytes, and the query be gone on with later, in another process or by another client:
/// no record comes twice, and none is lost that was there all the time. For each partition it knows whether it is read,
/// not begun, or by which digest to go on; it holds no key and no bin.
///
/// ```swift
/// let stream = try await session.query(users).chunkSize(500).execute()
/// for try await row in stream { print(row.record.bins) }
///
/// if let cursor = stream.cursor, !cursor.isDone {
///     let rest = try await session.query(users).resuming(from: cursor).execute()
/// }
/// ```
public struct QueryCursor: Hashable, Sendable {
    /// The data set that the query reads.
    public let dataSet: DataSet

    /// The partitions still to read, in ascending order, each once.
    let pending: PartitionShare

    init(dataSet: DataSet, pending: PartitionShare) {
        self.dataSet = dataSet
        self.pending = pending
    }

    /// Whether nothing is left to read.
    public var isDone: Bool { pending.isEmpty }
}

extension QueryCursor: CustomStringConvertible {
    /// The data set, and how many partitions are left; without digests.
    public var description: String {
        let name = dataSet.setName.isEmpty ? dataSet.namespace : "\(dataSet.namespace).\(dataSet.setName)"
        guard !isDone else { return "cursor of \(name): done" }
        let (begun, fresh) = (pending.resumed.count, pending.whole.count)
        return "cursor of \(name): \((begun + fresh).of("partition")) left, \(begun) of them begun"
    }
}

extension QueryCursor: Codable {
    /// Reads the text that ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError` when it is not the text of a cursor.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(AerospikeError) {
            // A text that is too long is not worth decoding.
            guard text.utf8.count <= Self.maximumTextLength, let bytes = Base64.decode(text) else { throw .notACursor }
            try self.init(bytes: bytes)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes the cursor as one text: its ``bytes`` in Base64.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64.encode(bytes))
    }

    private static let maximumTextLength = (maximumLength + 2) / 3 * 4
}
