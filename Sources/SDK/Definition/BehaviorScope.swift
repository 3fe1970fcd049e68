/// A part of all commands to which a patch applies; the cases stand from the least specific to the most specific.
public enum BehaviorScope: String, CaseIterable, Hashable, Sendable {
    /// Every command.
    case all
    /// Every read.
    case reads
    /// Reads of namespaces that favour availability.
    case readsAP = "reads_ap"
    /// Reads of namespaces that favour consistency.
    case readsSC = "reads_sc"
    /// Reads of one record.
    case readsPoint = "reads_point"
    /// Reads of several records by key.
    case readsBatch = "reads_batch"
    /// Reads of a data set.
    case readsQuery = "reads_query"
    /// Every write.
    case writes
    /// Writes to namespaces that favour availability.
    case writesAP = "writes_ap"
    /// Writes to namespaces that favour consistency.
    case writesSC = "writes_sc"
    /// Writes that may be sent twice without doing more than once.
    case writesRetryable = "writes_retryable"
    /// Writes that must not be sent twice, such as an increment.
    case writesNonRetryable = "writes_non_retryable"
    /// Writes of one record.
    case writesPoint = "writes_point"
    /// Writes of several records by key.
    case writesBatch = "writes_batch"
    /// Writes to a data set in the background, of which the client has none.
    case writesQuery = "writes_query"
    /// The check of a transaction's reads at its end.
    case systemTxnVerify = "system_txn_verify"
    /// The end of a transaction.
    case systemTxnRoll = "system_txn_roll"
}

/// What a command does to its records, as far as repeating it matters.
public enum CommandKind: CaseIterable, Hashable, Sendable {
    /// Changes nothing.
    case read
    /// May be sent twice without doing more than once.
    case retryableWrite
    /// Must not be sent twice.
    case nonRetryableWrite
}

/// How many records a command addresses, and how.
public enum CommandShape: CaseIterable, Hashable, Sendable {
    /// One record, by its key.
    case point
    /// Several records, by their keys.
    case batch
    /// A data set.
    case query
}

/// What a namespace favours when nodes cannot reach each other.
public enum ConsistencyMode: CaseIterable, Hashable, Sendable {
    /// Availability: the namespace goes on with what it has.
    case availability
    /// Strong consistency: the namespace would rather not answer than answer wrongly.
    case strongConsistency
}

extension BehaviorScope {
    /// Whether the scope bears on a command.
    func bears(on kind: CommandKind, _ shape: CommandShape, _ mode: ConsistencyMode) -> Bool {
        let isRead = kind == .read
        return switch self {
        case .all: true
        case .reads: isRead
        case .readsAP: isRead && mode == .availability
        case .readsSC: isRead && mode == .strongConsistency
        case .readsPoint: isRead && shape == .point
        case .readsBatch: isRead && shape == .batch
        case .readsQuery: isRead && shape == .query
        case .writes: !isRead
        case .writesAP: !isRead && mode == .availability
        case .writesSC: !isRead && mode == .strongConsistency
        case .writesRetryable: kind == .retryableWrite
        case .writesNonRetryable: kind == .nonRetryableWrite
        case .writesPoint: !isRead && shape == .point
        case .writesBatch: !isRead && shape == .batch
        case .writesQuery: !isRead && shape == .query
        case .systemTxnVerify, .systemTxnRoll: false
        }
    }
}

/// A patch and the scope to which it applies.
package struct ScopedPatch: Hashable, Sendable {
    package let scope: BehaviorScope
    package var patch: BehaviorPatch

    package init(_ scope: BehaviorScope, _ patch: BehaviorPatch) {
        self.scope = scope
        self.patch = patch
    }
}
