/// Which partitions a node holds, as it says itself.
///
/// `test:0,2,AsHz…=,////…=;bar:…`: for each namespace its regime, the number of copies, and for each copy a bitmap of
/// the 4096 partitions in base64, the first partition in the highest bit. A regime other than 0 belongs to a namespace
/// that favours consistency. Source: `partition.c` of the server, `as_partition.c` of the C client.
package struct ReplicaList: Hashable, Sendable {
    package struct Namespace: Hashable, Sendable {
        package var name: String
        package var regime: UInt32
        /// A bitmap for each copy, the master's first.
        package var bitmaps: [Bitmap]
    }

    package struct Bitmap: Hashable, Sendable {
        static let byteCount = PartitionID.count / 8
        private let bytes: [UInt8]

        package init?(bytes: [UInt8]) {
            guard bytes.count == Self.byteCount else { return nil }
            self.bytes = bytes
        }

        /// Whether it holds no partition.
        var isEmpty: Bool { bytes.allSatisfy { $0 == 0 } }

        package func contains(_ partition: PartitionID) -> Bool {
            bytes[partition.index >> 3] & (0x80 >> UInt8(partition.index & 7)) != 0
        }
    }

    package let namespaces: [Namespace]

    /// Parses the answer to `replicas`.
    package init(parsing text: String) throws(AerospikeError) {
        var namespaces: [Namespace] = []
        for part in text.split(separator: ";") {
            guard let namespace = Self.namespace(part) else {
                throw AerospikeError(.protocolViolation, "the server's partition map is malformed")
            }
            namespaces.append(namespace)
        }
        guard namespaces.count <= ClusterLimits.namespaces else {
            throw AerospikeError(.protocolViolation, "the server has \(namespaces.count) namespaces, more than can be")
        }
        self.namespaces = namespaces
    }

    private static func namespace(_ text: Substring) -> Namespace? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = String(text[..<colon])
        let parts = text[text.index(after: colon)...].split(separator: ",", omittingEmptySubsequences: false)
        guard !name.isEmpty, parts.count >= 2, let regime = UInt32(parts[0]), let count = Int(parts[1]),
            count == parts.count - 2
        else { return nil }
        var bitmaps: [Bitmap] = []
        for part in parts.dropFirst(2).prefix(ClusterLimits.replicas) {
            guard let bytes = Base64.decode(part), let bitmap = Bitmap(bytes: bytes) else { return nil }
            bitmaps.append(bitmap)
        }
        return Namespace(name: name, regime: regime, bitmaps: bitmaps)
    }
}
