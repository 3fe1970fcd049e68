internal import AerospikeSDK

extension SandboxCommand {
    /// Carries out the operations on the record, all or none.
    func write(_ namespace: inout SandboxNamespace, _ rules: SandboxRules, at now: SandboxTime) -> Outcome {
        if let refusal = refusalOfOperations { return Outcome(refusal) }
        let found = namespace.record(digest, at: now)
        if let refusal = refusal(of: found, in: namespace) { return refusal }
        var record = found ?? SandboxRecord(setName: String(decoding: message.field(.setName) ?? [], as: UTF8.self))
        do {
            try prepare(&record, rules, at: now)
            let results = try apply(to: &record)
            try commit(record, isNew: found == nil, to: &namespace, rules)
            return Outcome(.ok, results.isEmpty || !record.bins.isEmpty ? record : nil, operations: results)
        } catch {
            return Outcome(error.resultCode, found)
        }
    }

    /// A refusal on the way through the operations of a write.
    struct Refusal: Error {
        let resultCode: ResultCode
    }

    /// What the record's state forbids.
    private func refusal(of record: SandboxRecord?, in namespace: SandboxNamespace) -> Outcome? {
        guard let record else {
            if mustExist { return Outcome(.keyNotFound) }
            return admits(generation: 0) ? nil : Outcome(.generationError)
        }
        if header.info2.contains(.createOnly) { return Outcome(.keyExists, record) }
        if !admits(generation: record.generation) { return Outcome(.generationError, record) }
        if !isInNamedSet(record) { return Outcome(.parameterError, record) }
        if isKeyMismatch(record) { return Outcome(.keyMismatch, record) }
        return nil
    }

    /// Whether a record must be there already: by the command's flags, or because it is touched.
    private var mustExist: Bool {
        header.info3.contains(.updateOnly) || header.info3.contains(.replaceOnly)
            || message.operations.contains { $0.type == .touch }
    }

    private var isReplace: Bool {
        header.info3.contains(.createOrReplace) || header.info3.contains(.replaceOnly)
    }

    /// Gives the record its key, its new generation and its new end of life.
    private func prepare(
        _ record: inout SandboxRecord,
        _ rules: SandboxRules,
        at now: SandboxTime
    ) throws(Refusal) {
        if record.userKey == nil, let key = message.field(.key) {
            guard Key.UserKey(field: key) != nil, key.count <= SandboxLimits.userKeyLength else {
                throw Refusal(resultCode: .unsupportedFeature)
            }
            record.userKey = key
        }
        switch header.ttl {
        case Self.neverExpires: record.voidTime = 0
        case Self.keepsExpiration where record.generation > 0: break
        case 0, Self.keepsExpiration:
            record.voidTime = rules.defaultTimeToLive == 0 ? 0 : now.seconds &+ rules.defaultTimeToLive
        case 1...SandboxLimits.timeToLive: record.voidTime = now.seconds &+ header.ttl
        default: throw Refusal(resultCode: .parameterError)
        }
        record.advanceGeneration()
        record.lastUpdate = now
        if isReplace { record.bins = [] }
    }

    private static let neverExpires = UInt32.max
    private static let keepsExpiration = UInt32.max - 1

    /// Puts the record into the namespace, or takes it out when it has no bins left.
    private func commit(
        _ record: SandboxRecord,
        isNew: Bool,
        to namespace: inout SandboxNamespace,
        _ rules: SandboxRules
    ) throws(Refusal) {
        guard !record.bins.isEmpty else {
            guard !isNew else { throw Refusal(resultCode: .keyNotFound) }
            guard admitsDurability(rules) else { throw Refusal(resultCode: .enterpriseOnly) }
            namespace.remove(digest)
            return
        }
        let size = record.size
        guard size <= rules.maximumRecordSize else { throw Refusal(resultCode: .recordTooBig) }
        guard record.bins.count <= SandboxLimits.binsPerRecord, record.setName.utf8.count <= WireLimits.setNameLength,
            namespace.admits(set: record.setName)
        else { throw Refusal(resultCode: .parameterError) }
        guard namespace.hasRoom(for: size) else { throw Refusal(resultCode: .serverMemoryError) }
        namespace.store(record, digest)
    }
}

extension SandboxCommand {
    /// What is wrong with the operations whatever the record is.
    private var refusalOfOperations: ResultCode? {
        guard 1...WireLimits.operationCount ~= message.operations.count else { return .parameterError }
        for operation in message.operations {
            if operation.type != .touch, operation.bin.utf8.count > WireLimits.binNameLength { return .binNameTooLong }
            if isReplace, !isReplacing(operation) { return .parameterError }
        }
        let reads = message.operations.filter { $0.type == .read }
        guard reads.isEmpty || header.info1.contains(.read) else { return .parameterError }
        let readsOfAll = reads.count(where: isReadOfAll)
        if readsOfAll > 0 {
            let isAlone = readsOfAll == 1 && reads.count == 1
            return isAlone && !header.info2.contains(.respondAllOperations) ? nil : .parameterError
        }
        return header.info1.contains(.getAll) ? .parameterError : nil
    }

    /// Whether an operation may stand in a command that replaces the record.
    private func isReplacing(_ operation: MessageOperation) -> Bool {
        switch operation.type {
        case .write: operation.value != .null
        case .touch, .increment, .append, .prepend, .delete: false
        default: true
        }
    }

    func isReadOfAll(_ operation: MessageOperation) -> Bool {
        operation.type == .read && operation.bin.isEmpty && header.info1.contains(.getAll)
    }
}
