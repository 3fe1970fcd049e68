/// Refuses what a server would refuse, or what cannot be put on the wire, before anything is sent.
extension RecordCommand {
    /// - Throws: `AerospikeError` with code `invalidArgument`.
    package func validate() throws(AerospikeError) {
        try key.validate()
        try action.validate()
    }
}

extension Key {
    func validate() throws(AerospikeError) {
        try DataSet.of(namespace, setName).validate()
    }
}

extension DataSet {
    func validate() throws(AerospikeError) {
        guard !namespace.isEmpty, namespace.utf8.count <= WireLimits.namespaceLength else {
            throw AerospikeError(
                .invalidArgument, "a namespace has a name of 1 to \(WireLimits.namespaceLength) bytes")
        }
        guard setName.utf8.count <= WireLimits.setNameLength else {
            throw AerospikeError(.invalidArgument, "a set's name has at most \(WireLimits.setNameLength) bytes")
        }
    }
}

extension Cluster {
    /// The mode of a key's namespace just now.
    func mode(of key: Key) -> ConsistencyMode { topology.mode(of: key.namespace) }
}

extension Behavior {
    /// Refuses commands that are to be compressed, so that nobody believes they are.
    ///
    /// - Parameter mode: The mode of their namespace; most behaviors compress nothing and do without it.
    /// - Throws: `AerospikeError` with code `notSupported`, which names the setting to change.
    func checkCompression(
        _ kinds: [CommandKind],
        _ shape: CommandShape,
        _ mode: @autoclosure () -> ConsistencyMode
    ) throws(AerospikeError) {
        guard usesCompression else { return }
        let mode = mode()
        guard let kind = kinds.first(where: { settings($0, shape, mode).useCompression }) else { return }
        let origin = lineage.reversed().lazy.compactMap { generation in
            generation.patches.last { $0.patch.useCompression == true && $0.scope.bears(on: kind, shape, mode) }
                .map { "scope '\($0.scope.rawValue)' of behavior '\(generation.name)'" }
        }.first
        throw AerospikeError(
            .notSupported, "the behavior '\(name)' compresses such commands, but no compression library is linked",
            advice: "set useCompression (use_compression in profiles) to false in \(origin ?? "its parents")")
    }
}

extension RecordAction {
    func validate() throws(AerospikeError) {
        switch self {
        case .read(.named(let names)):
            guard !names.isEmpty else {
                throw AerospikeError(.invalidArgument, "no bin is named", advice: "use withNoBins() to read none")
            }
            try Self.validate(count: names.count)
            for name in names { try Self.validate(bin: name) }
        case .operate(let operations, let conditions):
            try conditions.validate()
            guard !operations.isEmpty else {
                throw AerospikeError(.invalidArgument, "a write has no operation", advice: "put at least one bin")
            }
            try Self.validate(count: operations.count)
            for operation in operations { try Self.validate(operation) }
        case .delete(let conditions): try conditions.validate()
        case .read: break
        }
    }

    private static func validate(_ operation: MessageOperation) throws(AerospikeError) {
        if operation.type != .touch { try validate(bin: operation.bin) }
        guard operation.value.isWithinNestingDepth else {
            throw AerospikeError(
                .invalidArgument, "lists and maps nest at most \(WireLimits.nestingDepth) deep",
                advice: "flatten the value of bin '\(operation.bin)'")
        }
    }

    private static func validate(bin name: String) throws(AerospikeError) {
        guard !name.isEmpty, name.utf8.count <= WireLimits.binNameLength else {
            throw AerospikeError(
                .invalidArgument, "a bin has a name of 1 to \(WireLimits.binNameLength) bytes, not '\(name)'")
        }
    }

    private static func validate(count: Int) throws(AerospikeError) {
        guard count <= WireLimits.operationCount else {
            throw AerospikeError(
                .invalidArgument, "a command has at most \(WireLimits.operationCount) operations, not \(count)")
        }
    }
}

extension WriteConditions {
    /// The highest generation that a server counts to.
    private static let maximumGeneration = UInt32(UInt16.max)

    fileprivate func validate() throws(AerospikeError) {
        guard let generation, generation > Self.maximumGeneration else { return }
        throw AerospikeError(
            .invalidArgument, "a generation is at most \(Self.maximumGeneration), not \(generation)")
    }
}
