/// What a command reads.
///
/// Source: `AS_MSG_INFO1_*` of the server.
package struct Info1: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The command reads.
    package static let read = Info1(rawValue: 1 << 0)
    /// It reads every bin.
    package static let getAll = Info1(rawValue: 1 << 1)
    /// It is a query that expects few records (a short query).
    package static let shortQuery = Info1(rawValue: 1 << 2)
    /// It is a batch.
    package static let batch = Info1(rawValue: 1 << 3)
    /// It comes from another cluster.
    package static let xdr = Info1(rawValue: 1 << 4)
    /// It wants no bins.
    package static let getNoBins = Info1(rawValue: 1 << 5)
    /// In an AP namespace, it wants every replica consulted.
    package static let consistencyLevelAll = Info1(rawValue: 1 << 6)
    /// The answer may be compressed.
    package static let compressResponse = Info1(rawValue: 1 << 7)
}

/// What a command writes, and under which conditions.
///
/// Source: `AS_MSG_INFO2_*` of the server.
package struct Info2: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The command writes.
    package static let write = Info2(rawValue: 1 << 0)
    /// It deletes the record.
    package static let delete = Info2(rawValue: 1 << 1)
    /// Only if the record's generation is the one given.
    package static let generation = Info2(rawValue: 1 << 2)
    /// Only if the record's generation is below the one given.
    package static let generationGreater = Info2(rawValue: 1 << 3)
    /// A delete leaves a tombstone.
    package static let durableDelete = Info2(rawValue: 1 << 4)
    /// Only if there is no such record.
    package static let createOnly = Info2(rawValue: 1 << 5)
    /// A long query in an AP namespace may go on where data is moving.
    package static let relaxAPLongQuery = Info2(rawValue: 1 << 6)
    /// Every operation is answered, also those without a result.
    package static let respondAllOperations = Info2(rawValue: 1 << 7)
}

/// More conditions, and marks of answers.
///
/// Source: `AS_MSG_INFO3_*` of the server.
package struct Info3: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// In an answer: nothing follows.
    package static let last = Info3(rawValue: 1 << 0)
    /// The write is acknowledged when the master has it.
    package static let commitLevelMaster = Info3(rawValue: 1 << 1)
    /// In a query, as servers demand: finished partitions need not be reported one by one.
    ///
    /// In its answer: the partition whose number stands in the generation is finished or, with a result code, not to be
    /// had from this node.
    package static let partitionDone = Info3(rawValue: 1 << 2)
    /// Only if the record exists.
    package static let updateOnly = Info3(rawValue: 1 << 3)
    /// The record becomes what is given, or is created.
    package static let createOrReplace = Info3(rawValue: 1 << 4)
    /// The record becomes what is given, only if it exists.
    package static let replaceOnly = Info3(rawValue: 1 << 5)
    /// A read in an SC namespace: alone it is linearized, with neither flag it is a session read; see ``scReadRelaxed``.
    package static let scReadType = Info3(rawValue: 1 << 6)
    /// A read in an SC namespace: alone it may go to a replica, with ``scReadType`` even to an unavailable partition.
    package static let scReadRelaxed = Info3(rawValue: 1 << 7)
}

/// Marks of transactions, and how much a server tells about an error.
///
/// Source: `AS_MSG_INFO4_*` of the C client.
package struct Info4: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// How much detail errors have, from 0 to ``mostErrorDetail``; more is as much as there is.
    package static func errorDetail(_ verbosity: Int) -> Info4 {
        Info4(rawValue: UInt8(max(0, min(verbosity, mostErrorDetail))) << 5)
    }

    /// The most detail that two bits can ask for.
    package static let mostErrorDetail = 3
}
