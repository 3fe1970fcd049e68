/// The commands of a batch: keys in order, and stretches of them with which the same is done.
package struct BatchCommands: Sendable {
    /// The keys, each with its place among all.
    package private(set) var keys: [Key] = []
    /// What is done, stretch by stretch.
    private(set) var actions: [RecordAction] = []
    private var stretches = Stretches()

    package init() {}

    /// The same done with several records.
    package init(_ keys: [Key], _ action: RecordAction) {
        append(keys, action)
    }

    /// The most keys of one batch.
    package static let maximumCount = 1_000_000

    package var count: Int { keys.count }
    package var isEmpty: Bool { keys.isEmpty }

    /// Adds something to be done with more records.
    package mutating func append(_ more: [Key], _ action: RecordAction) {
        guard !more.isEmpty else { return }
        if keys.isEmpty { keys = more } else { keys += more }
        actions.append(action)
        stretches.append(length: more.count)
    }

    /// The place, among the actions, of what is done with a key.
    func actionPlace(of key: Int) -> Int { stretches.place(of: key) ?? 0 }

    /// Whether anything is written.
    var isWrite: Bool { actions.contains(where: \.isWrite) }

    /// Refuses what a server would refuse, or what cannot be put on the wire.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`.
    package func validate() throws(AerospikeError) {
        guard count <= Self.maximumCount else {
            throw AerospikeError(
                .invalidArgument, "a batch has at most \(Self.maximumCount) keys, not \(count)", advice: "split it")
        }
        for action in actions { try action.validate() }
        for key in keys { try key.validate() }
    }
}
