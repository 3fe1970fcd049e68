/// What to do with one record.
package enum RecordAction: Hashable, Sendable {
    /// Returns bins.
    case read(BinSelection)
    /// Carries out operations in order; those that read return bins.
    case operate([MessageOperation], WriteConditions)
    /// Deletes the record.
    case delete(WriteConditions)

    /// Sets bins.
    package static func write(_ bins: Bins, _ conditions: WriteConditions) -> RecordAction {
        .operate(bins.map { MessageOperation(.write, bin: $0.name, value: $0.value) }, conditions)
    }

    /// Renews the record's life.
    package static func touch(_ conditions: WriteConditions) -> RecordAction {
        .operate([MessageOperation(.touch)], conditions)
    }

    package var isWrite: Bool { if case .read = self { false } else { true } }

    /// Whether sending the action twice could do more, or report something else, than sending it once.
    package var kind: CommandKind {
        switch self {
        case .read: .read
        case .delete(let conditions): conditions.isRepeatable ? .retryableWrite : .nonRetryableWrite
        case .operate(let operations, let conditions):
            conditions.isRepeatable && operations.allSatisfy(\.isRepeatable) ? .retryableWrite : .nonRetryableWrite
        }
    }

    /// The operations of a request; none for a delete, or a read that names no bins.
    var operations: [MessageOperation] {
        switch self {
        case .read(let selection): selection.names.map { MessageOperation(.read, bin: $0) }
        case .operate(let operations, _): operations
        case .delete: []
        }
    }

    /// The flags and numbers of a request's header.
    func header(_ settings: BehaviorSettings, _ mode: ConsistencyMode) -> MessageHeader {
        switch self {
        case .read(let selection):
            let (info1, info3) = settings.readFlags(mode)
            return MessageHeader(
                info1: selection.flags.union(info1), info3: info3,
                ttl: UInt32(truncatingIfNeeded: settings.readTouchTTLPercent))
        case .operate(let operations, let conditions):
            var (info2, info3) = conditions.flags(settings)
            let reads = operations.count(where: \.isRead)
            // Of several that read, nobody could tell otherwise which answer belongs to which.
            if reads > 1 { info2.insert(.respondAllOperations) }
            return MessageHeader(
                info1: reads > 0 ? .read : [], info2: info2, info3: info3, generation: conditions.generation ?? 0,
                ttl: conditions.timeToLive.rawValue)
        case .delete(let conditions):
            let (info2, info3) = conditions.flags(settings)
            return MessageHeader(
                info2: info2.union(.delete), info3: info3, generation: conditions.generation ?? 0)
        }
    }
}

extension RecordAction {
    /// The record as the caller sees it: what operations read by name, and what each returned by position.
    ///
    /// Servers answer every operation when told to, and else only those that read something.
    func interpret(_ record: Record) -> Record {
        guard case .operate(let operations, _) = self else { return record }
        let answers = record.bins
        guard !answers.isEmpty || operations.count > 1 && operations.contains(where: \.isRead) else { return record }
        var record = record
        switch answers.count {
        case operations.count: record.results = answers.map(\.value)
        case 0, 1: record.results = operations.map { $0.isRead ? answers.first?.value ?? .null : .null }
        default: return record
        }
        record.bins = Bins(read: zip(operations, record.results).lazy.filter { $0.0.isRead }.map { ($0.bin, $1) })
        return record
    }
}

extension WriteConditions {
    /// A second insert, or a second write of one generation, would be refused because the first was carried out.
    fileprivate var isRepeatable: Bool { existence != .insert && generation == nil }
}

extension MessageOperation {
    /// Whether the operation returns something and changes nothing.
    fileprivate var isRead: Bool { type == .read }

    fileprivate var isRepeatable: Bool { type == .write || type == .read || type == .touch || type == .delete }
}

extension BehaviorSettings {
    /// The flags that ask for a read's consistency.
    ///
    /// Source: `as_command_set_attr_read` of the C client.
    func readFlags(_ mode: ConsistencyMode) -> (Info1, Info3) {
        switch (mode, readModeAP, readModeSC) {
        case (.availability, .one, _): ([], [])
        case (.availability, .all, _): (.consistencyLevelAll, [])
        case (.strongConsistency, _, .session): ([], [])
        case (.strongConsistency, _, .linearize): ([], .scReadType)
        case (.strongConsistency, _, .allowReplica): ([], .scReadRelaxed)
        case (.strongConsistency, _, .allowUnavailable): ([], [.scReadType, .scReadRelaxed])
        }
    }

    /// The copy to ask.
    ///
    /// A read that must be consistent asks the master first; so does a write, whatever is preferred.
    ///
    /// Source: `as_command_set_attr_read` and `as_command_get_write_replica` of the C client.
    func replica(for kind: CommandKind, _ mode: ConsistencyMode) -> Replica {
        switch (kind, mode, readModeSC) {
        case (.read, .strongConsistency, .session): .master
        case (.read, .strongConsistency, .linearize): replica == .preferRack ? .sequence : replica
        case (.read, _, _): replica
        default: replica == .master ? .master : .sequence
        }
    }

    /// How long a server may work on a command, as its header says: the shorter of the two limits, 0 for none.
    var serverTimeout: UInt32 {
        let limits = [totalTimeout, socketTimeout].filter { $0 > .zero }
        return limits.min()?.wholeMilliseconds ?? 0
    }
}
