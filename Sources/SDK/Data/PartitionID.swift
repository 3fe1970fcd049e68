/// One of the 4096 parts into which a namespace is divided among the nodes.
package struct PartitionID: RawRepresentable, Hashable, Sendable {
    /// The number of partitions of every namespace.
    package static let count = 4096
    static let mask: UInt16 = 4095

    package let rawValue: UInt16

    /// Wraps a number from 0 to 4095.
    package init?(rawValue: UInt16) {
        guard rawValue <= Self.mask else { return nil }
        self.rawValue = rawValue
    }

    init(_ masked: UInt16) {
        rawValue = masked & Self.mask
    }

    /// The partition's place in tables of all partitions.
    package var index: Int { Int(rawValue) }

    /// Every partition, in order.
    package static var all: some Sequence<PartitionID> { (0...mask).lazy.map(PartitionID.init) }
}
