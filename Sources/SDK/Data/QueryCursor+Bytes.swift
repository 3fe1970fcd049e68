/// The form in which a cursor is kept: a version, the two names, a map of the partitions not begun, and the last digests.
extension QueryCursor {
    private static let version: UInt8 = 1
    private static let mapLength = PartitionID.count / 8

    /// The longest form: 81 KiB, when every partition is begun.
    static let maximumLength =
        3 + WireLimits.namespaceLength + WireLimits.setNameLength + mapLength + PartitionID.count * Digest.length

    /// The cursor as bytes: about half a kilobyte, and 20 bytes for each partition that is begun.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.mapLength + pending.resumed.count * Digest.length + 100)
        writer.uint8(Self.version)
        for name in [dataSet.namespace, dataSet.setName] {
            writer.uint8(UInt8(truncatingIfNeeded: name.utf8.count))
            writer.text(name)
        }
        var map = [UInt8](repeating: 0, count: Self.mapLength)
        for partition in pending.whole { map[partition.index / 8] |= 1 << UInt8(partition.index % 8) }
        writer.append(map)
        for digest in pending.resumed { digest.write(to: &writer) }
        return writer.bytes
    }

    /// Reads what ``bytes`` gives; it may come from anywhere.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when these are not the bytes of a cursor.
    public init(bytes: [UInt8]) throws(AerospikeError) {
        guard bytes.count <= Self.maximumLength else { throw .notACursor }
        var reader = ByteReader(bytes.span)
        do throws(WireError) {
            guard try reader.uint8() == Self.version else { throw .invalidText }
            let namespace = try reader.text(Int(try reader.uint8()))
            let setName = try reader.text(Int(try reader.uint8()))
            dataSet = .of(namespace, setName)
            pending = try Self.pending(from: &reader)
        } catch {
            throw .notACursor
        }
        try dataSet.validate()
    }

    /// Reads the partitions; each stands in one place only, and the begun ones stand in their order.
    private static func pending(from reader: inout ByteReader) throws(WireError) -> PartitionShare {
        let map = try reader.array(mapLength)
        var share = PartitionShare()
        share.whole = PartitionID.all.filter { map[$0.index / 8] >> UInt8($0.index % 8) & 1 == 1 }
        var last = -1
        while reader.remaining > 0 {
            let digest = try reader.digest()
            let index = digest.partition.index
            guard index > last, map[index / 8] >> UInt8(index % 8) & 1 == 0 else { throw .invalidDigest }
            share.resumed.append(digest)
            last = index
        }
        return share
    }
}

extension AerospikeError {
    static let notACursor = AerospikeError(
        .invalidArgument, "this is not the cursor of a query",
        advice: "keep a cursor as it was encoded, and use it with this version of the client or a later one")
}
