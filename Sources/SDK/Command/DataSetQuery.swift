/// A query of a data set: which partitions and bins, how many records, how fast.
package struct DataSetQuery: Hashable, Sendable {
    package var dataSet: DataSet
    package var selection = BinSelection.all
    /// What is to be read.
    package var partitions = PartitionShare.everything
    /// The most records in all, or `nil` for no limit.
    package var limit: Int?
    /// How many records make a chunk, or `nil` for one chunk of all.
    package var chunkSize: Int?
    /// The most records a second from each node, or `nil` for no limit.
    package var recordsPerSecond: Int?

    package init(dataSet: DataSet) {
        self.dataSet = dataSet
    }

    /// The most records of one chunk, or `nil` for as many as there are.
    var chunkLimit: Int? { [limit, chunkSize].compactMap(\.self).min() }

    /// The query of the next chunk, behind what the reader has taken of the present one.
    ///
    /// - Returns: `nil` when there is no other chunk.
    func nextChunk(behind position: QueryPosition) -> DataSetQuery? {
        guard chunkSize != nil else { return nil }
        var next = self
        next.partitions = position.pending
        next.limit = limit.map { $0 - position.count }
        return next.limit == 0 || next.partitions.isEmpty ? nil : next
    }

    package func validate() throws(AerospikeError) {
        try dataSet.validate()
        try RecordAction.read(selection).validate()
        let numbers = [("limit", limit), ("chunkSize", chunkSize), ("recordsPerSecond", recordsPerSecond)]
        for (name, number) in numbers {
            guard let number, number < 1 || number > Int(UInt32.max) else { continue }
            throw AerospikeError(.invalidArgument, "\(name) is 1 to \(UInt32.max), not \(number)")
        }
    }

    /// Writes the request for one node.
    ///
    /// - Parameters:
    ///   - share: The partitions that the node is asked for.
    ///   - taskID: A number that names the query on every node.
    ///   - maximumRecords: The most records that this node is to send.
    ///   - settings: The behavior's settings for queries.
    package func encode(
        _ share: PartitionShare,
        taskID: UInt64,
        maximumRecords: Int?,
        _ settings: BehaviorSettings
    ) -> [UInt8] {
        var writer = ByteWriter(capacity: 512 + share.whole.count * 2 + share.resumed.count * Digest.length)
        var header = MessageHeader(
            info1: selection == .none ? [.read, .getNoBins] : .read, info3: .partitionDone,
            info4: .errorDetail(settings.errorDetailVerbosity), ttl: Self.neverTouch,
            timeout: settings.totalTimeout.wholeMilliseconds)
        header.operationCount = UInt16(truncatingIfNeeded: selection.names.count)
        writer.frame(.message) { writer in
            let start = writer.count
            header.write(to: &writer)
            header.fieldCount = fields(share, taskID, maximumRecords, settings, to: &writer)
            writer.replaceUInt16(at: start + MessageHeader.fieldCountOffset, by: header.fieldCount)
            for name in selection.names { writer.operation(.read, bin: name) }
        }
        return writer.bytes
    }

    /// A query never renews the lives of the records that it reads.
    private static let neverTouch = UInt32.max

    private func fields(
        _ share: PartitionShare,
        _ taskID: UInt64,
        _ maximumRecords: Int?,
        _ settings: BehaviorSettings,
        to writer: inout ByteWriter
    ) -> UInt16 {
        var count: UInt16 = 0
        func add(_ isPresent: Bool = true, _ body: (inout ByteWriter) -> Void) {
            guard isPresent else { return }
            body(&writer)
            count += 1
        }
        add { $0.field(.namespace, dataSet.namespace) }
        add(!dataSet.setName.isEmpty) { $0.field(.setName, dataSet.setName) }
        add(recordsPerSecond != nil) { $0.field(.recordsPerSecond, UInt32(clamping: recordsPerSecond ?? 0)) }
        add { $0.field(.socketTimeout, settings.socketTimeout.wholeMilliseconds) }
        add { $0.field(.taskID, taskID) }
        add(!share.whole.isEmpty) { writer in
            writer.field(.partitions) { writer in
                for partition in share.whole { writer.littleEndian(partition.rawValue) }
            }
        }
        add(!share.resumed.isEmpty) { writer in
            writer.field(.digests) { writer in for digest in share.resumed { digest.write(to: &writer) } }
        }
        add(maximumRecords != nil) { $0.field(.maximumRecords, UInt64(clamping: maximumRecords ?? 0)) }
        return count
    }
}
