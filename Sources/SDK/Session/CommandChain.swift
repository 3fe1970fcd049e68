/// One command after another, put together step by step; nothing is sent before `execute()`.
///
/// A session makes an empty one with ``BasicSession/batch()``, for code that adds commands in a loop:
///
/// ```swift
/// var batch = session.batch()
/// for user in gone { batch.add(session.delete(users.id(user))) }
/// try await batch.execute(onError: .raise)
/// ```
public struct CommandChain<Style: WaitingStyle>: ExecutableCommand {
    let core: SessionCore
    private(set) var segments: [CommandSegment] = []
    /// Whether even one key is a batch, whose failure is reported in its row.
    private let isBatch: Bool
    /// The first thing wrong with what was asked for; `execute()` throws it.
    private(set) var problem: AerospikeError?

    init(_ core: SessionCore, isBatch: Bool = false) {
        self.core = core
        self.isBatch = isBatch
    }

    /// The chain itself.
    public var commands: CommandChain<Style> { self }

    /// Adds a command, or several, of the same client.
    ///
    /// They are carried out as the session of this chain would: what counts is its behavior.
    public mutating func add(_ command: some ExecutableCommand<Style>) {
        let other = command.commands
        segments += other.segments
        problem = problem ?? other.problem
        guard core.cluster !== other.core.cluster else { return }
        problem = problem ?? AerospikeError(.invalidArgument, "a batch goes to the cluster of one client")
    }

    func appending(_ segment: CommandSegment, problem: AerospikeError?) -> Self {
        changed(self) { chain in
            chain.segments.append(segment)
            chain.problem = chain.problem ?? problem
        }
    }

    /// The only command, when it is on one key and no batch.
    var single: (command: RecordCommand, segment: CommandSegment)? {
        guard !isBatch, segments.count == 1, let segment = segments.first, segment.isSingle,
            let key = segment.keys.first
        else { return nil }
        return (RecordCommand(key, segment.action), segment)
    }

    /// All commands as those of one batch.
    var batch: BatchCommands {
        segments.reduce(into: BatchCommands()) { $0.append($1.keys, $1.action) }
    }

    /// What becomes of the rows that answer.
    func routing(_ strategy: ErrorStrategy?) -> RowRouting {
        RowRouting(segments, strategy ?? (single == nil ? .inStream : .raise))
    }
}

/// What is done with one or several keys, and which outcomes are no failures.
struct CommandSegment: Sendable {
    let keys: [Key]
    /// Whether a single key was given, whose failure is thrown rather than reported in a row.
    let isSingle: Bool
    let action: RecordAction
    /// Whether a key without a record is an answer as good as any.
    var toleratesMissing = false
    /// Whether the reader is told of keys without a record.
    var reportsMissing = true

    func accepts(_ code: ResultCode) -> Bool { code == .ok || (toleratesMissing && code == .keyNotFound) }
}
