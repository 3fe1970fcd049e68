/// A write of bins, put together step by step; nothing is sent before `execute()`.
///
/// ```swift
/// try await session.upsert(users.id(1))
///     .put(["name": "Alice"])
///     .bin("visits").incrementBy(1)
///     .expireRecordAfter(.seconds(3600))
///     .execute()
/// ```
public struct WriteBuilder<Style: WaitingStyle>: ExecutableCommand, ExpiringBuilder {
    var command: KeyCommand<Style>
    private var operations: [MessageOperation] = []

    init(_ command: KeyCommand<Style>, _ existence: WriteConditions.Existence) {
        self.command = command
        self.command.conditions.existence = existence
    }

    /// What was asked for so far, the write included.
    public var commands: CommandChain<Style> { command.chain(.operate(operations, command.conditions)) }

    /// Sets bins; a bin whose value is `.null` is removed.
    public func put(_ bins: Bins) -> Self {
        changed(self) { builder in
            builder.operations += bins.map { MessageOperation(.write, bin: $0.name, value: $0.value) }
        }
    }

    /// Sets bins; a bin whose value is `.null` is removed.
    public func put(_ bins: [String: Value]) -> Self { put(Bins(bins)) }

    /// Names a bin for the operation that follows.
    public func bin(_ name: String) -> BinBuilder<Style> { BinBuilder(self, name) }

    /// Writes only if the record's generation is this one, else fails with `generationError`.
    public func ensureGeneration(is generation: UInt32) -> Self {
        changed(self) { $0.command.conditions.generation = generation }
    }

    /// Lets the records live as given; an error is kept, and thrown by `execute()`.
    public func withTimeToLive(_ timeToLive: Result<TimeToLive, AerospikeError>) -> Self {
        changed(self) { $0.command.setTimeToLive(timeToLive) }
    }

    func appending(_ operation: MessageOperation) -> Self {
        changed(self) { $0.operations.append(operation) }
    }

    /// Chooses whether a record whose last bin goes leaves a tombstone, whatever the behavior says; needs the Enterprise
    /// Edition.
    public func withDurableDelete(_ enabled: Bool = true) -> Self {
        changed(self) { $0.command.conditions.durableDelete = enabled }
    }
}

/// One bin of a write, waiting to be told what to do with it.
public struct BinBuilder<Style: WaitingStyle>: Sendable {
    private let builder: WriteBuilder<Style>
    private let name: String

    init(_ builder: WriteBuilder<Style>, _ name: String) {
        self.builder = builder
        self.name = name
    }

    /// Sets the bin; `.null` removes it.
    public func setTo(_ value: Value) -> WriteBuilder<Style> { operation(.write, value) }

    /// Adds to the bin's number; a bin that does not exist starts at zero.
    public func incrementBy(_ amount: Int) -> WriteBuilder<Style> { operation(.increment, Value(amount)) }

    /// Adds to the bin's number; a bin that does not exist starts at zero.
    public func incrementBy(_ amount: Double) -> WriteBuilder<Style> { operation(.increment, Value(amount)) }

    /// Appends to the bin's text or bytes.
    public func append(_ value: Value) -> WriteBuilder<Style> { operation(.append, value) }

    /// Puts something before the bin's text or bytes.
    public func prepend(_ value: Value) -> WriteBuilder<Style> { operation(.prepend, value) }

    /// Removes the bin.
    public func remove() -> WriteBuilder<Style> { operation(.write, .null) }

    /// Returns the bin, as the operations before this one left it.
    ///
    /// ``Record/bins`` has what was read last by its name, ``Record/results`` what each operation returned.
    public func get() -> WriteBuilder<Style> { operation(.read, .null) }

    private func operation(_ type: OperationType, _ value: Value) -> WriteBuilder<Style> {
        builder.appending(MessageOperation(type, bin: name, value: value))
    }
}
