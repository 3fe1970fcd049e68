/// The request of a batch for one node: what to do with each of several records.
///
/// ```
///  count (4) | flags (1) | for each key: place (4), digest (20), and either
///                          1: as the one before, or
///                          what follows (1), info1…3, [generation (2)], ttl (4), fields (2), operations (2), both
/// ```
/// Source: `aerospike_batch.c` of the C client.
struct BatchRequest {
    /// A key, and its place among those of the command.
    struct Member {
        let index: UInt32
        let key: Key
        /// The mode of its namespace.
        let mode: ConsistencyMode
        /// The place of its action among those of the batch.
        var action = 0
    }

    /// What the attributes of a row hold beyond its flags.
    private struct Attributes: OptionSet {
        let rawValue: UInt8
        /// Nothing: the row is like the one before.
        static let repeated = Attributes(rawValue: 1 << 0)
        static let flags = Attributes(rawValue: 1 << 1)
        static let generation = Attributes(rawValue: 1 << 2)
        static let ttl = Attributes(rawValue: 1 << 3)
    }

    /// How the whole is worked on.
    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let allowInline = Flags(rawValue: 1 << 0)
        static let allowInlineSSD = Flags(rawValue: 1 << 1)
        /// Go on after a key without a record.
        static let respondAllKeys = Flags(rawValue: 1 << 2)
        /// Every client sets it; the C client gives it no name.
        static let always = Flags(rawValue: 1 << 3)
    }

    let members: [Member]
    let settings: BatchSettings

    func encode() -> [UInt8] {
        var writer = ByteWriter(capacity: 128 + members.count * (Digest.length + 5))
        let header = MessageHeader(
            info1: .batch, info4: .errorDetail(settings.leading.errorDetailVerbosity),
            timeout: settings.leading.serverTimeout, fieldCount: 1)
        writer.frame(.message) { writer in
            header.write(to: &writer)
            writer.field(.batchIndex) { writer in
                writer.integer(UInt32(clamping: members.count))
                writer.uint8(flags.rawValue)
                var previous: Member?
                for member in members {
                    write(member, after: previous, to: &writer)
                    previous = member
                }
            }
        }
        return writer.bytes
    }

    private var flags: Flags {
        var flags: Flags = [.always, .respondAllKeys]
        if settings.leading.allowInline { flags.insert(.allowInline) }
        if settings.leading.allowInlineSSD { flags.insert(.allowInlineSSD) }
        return flags
    }

    private func write(_ member: Member, after previous: Member?, to writer: inout ByteWriter) {
        let key = member.key
        let action = settings.actions[member.action]
        let row = action[member.mode]
        let userKey = row.sendsKey ? key.userKey : nil
        writer.integer(member.index)
        key.digest.write(to: &writer)
        // The row before may store its key, and a row that is like it would store that key again.
        if !row.sendsKey, let previous, member.isLike(previous) {
            writer.uint8(Attributes.repeated.rawValue)
            return
        }
        writeAttributes(row, isWrite: action.action.isWrite, to: &writer)
        writer.integer(UInt16(userKey == nil ? 2 : 3))
        writer.integer(UInt16(truncatingIfNeeded: action.operations.count))
        writer.field(.namespace, key.namespace)
        writer.field(.setName, key.setName)
        if let userKey { writer.field(userKey) }
        for operation in action.operations { operation.write(to: &writer) }
    }

    private func writeAttributes(_ row: BatchAction.Row, isWrite: Bool, to writer: inout ByteWriter) {
        let header = row.header
        let attributes: Attributes = isWrite ? [.flags, .generation, .ttl] : [.flags, .ttl]
        writer.uint8(attributes.rawValue)
        writer.uint8(header.info1.rawValue)
        writer.uint8((isWrite ? header.info2.union(.respondAllOperations) : header.info2).rawValue)
        writer.uint8(header.info3.rawValue)
        if isWrite { writer.integer(UInt16(truncatingIfNeeded: header.generation)) }
        writer.integer(header.ttl)
    }
}

extension BatchRequest.Member {
    /// Whether the same is done with it as with another, in the same set.
    fileprivate func isLike(_ other: Self) -> Bool {
        action == other.action && key.namespace == other.key.namespace && key.setName == other.key.setName
    }
}
