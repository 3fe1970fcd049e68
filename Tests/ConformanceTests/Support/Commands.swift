@testable import AerospikeSDK

/// A command of a session that suspends its task.
protocol TaskCommand: Sendable {
    /// The same command of a session that keeps its thread.
    associatedtype OnThread: ThreadCommand

    func execute(onError strategy: ErrorStrategy?) async throws(AerospikeError) -> RecordStream
}

/// A command of a session that keeps its thread.
protocol ThreadCommand: Sendable {
    func execute(onError strategy: ErrorStrategy?) throws(AerospikeError) -> SyncRecordStream
}

extension TaskCommand {
    /// The same command for threads.
    ///
    /// What a builder says of its style is its type alone: both styles have the same fields, and one can stand for the
    /// other.
    var onThread: OnThread { unsafe unsafeBitCast(self, to: OnThread.self) }
}

extension WriteBuilder: TaskCommand where Style == Asynchronous {
    typealias OnThread = WriteBuilder<Synchronous>
}

extension DeleteBuilder: TaskCommand where Style == Asynchronous {
    typealias OnThread = DeleteBuilder<Synchronous>
}

extension TouchBuilder: TaskCommand where Style == Asynchronous {
    typealias OnThread = TouchBuilder<Synchronous>
}

extension ExistsBuilder: TaskCommand where Style == Asynchronous {
    typealias OnThread = ExistsBuilder<Synchronous>
}

extension KeyQueryBuilder: TaskCommand where Style == Asynchronous {
    typealias OnThread = KeyQueryBuilder<Synchronous>
}

extension DataSetQueryBuilder: TaskCommand where Style == Asynchronous {
    typealias OnThread = DataSetQueryBuilder<Synchronous>
}

extension CommandChain: TaskCommand where Style == Asynchronous {
    typealias OnThread = CommandChain<Synchronous>
}

extension CommandChain: ThreadCommand where Style == Synchronous {}
extension WriteBuilder: ThreadCommand where Style == Synchronous {}
extension DeleteBuilder: ThreadCommand where Style == Synchronous {}
extension TouchBuilder: ThreadCommand where Style == Synchronous {}
extension ExistsBuilder: ThreadCommand where Style == Synchronous {}
extension KeyQueryBuilder: ThreadCommand where Style == Synchronous {}
extension DataSetQueryBuilder: ThreadCommand where Style == Synchronous {}
