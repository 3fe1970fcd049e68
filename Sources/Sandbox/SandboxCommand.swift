internal import AerospikeSDK

/// A command on one record: what it asks for, and the outcome of carrying it out.
///
/// The order of the checks is the server's, because a client can see it: of two faults, the first one is answered.
struct SandboxCommand {
    let message: Message
    let digest: Digest
    let namespace: Int

    init(_ message: Message, digest: Digest, namespace: Int) {
        self.message = message
        self.digest = digest
        self.namespace = namespace
    }

    var header: MessageHeader { message.header }

    /// What a command comes to, before it is known whether it stands alone or in a batch.
    struct Outcome {
        var resultCode: ResultCode
        var generation: UInt32 = 0
        var voidTime: UInt32 = 0
        var operations: [MessageOperation] = []

        init(_ resultCode: ResultCode, _ record: SandboxRecord? = nil, operations: [MessageOperation] = []) {
            self.resultCode = resultCode
            generation = UInt32(record?.generation ?? 0)
            voidTime = record?.voidTime ?? 0
            self.operations = operations
        }

        /// The answer to a command alone, or to the row of a batch.
        func message(row: UInt32 = 0) -> Message {
            let header = MessageHeader(
                resultCode: resultCode, generation: generation, ttl: voidTime, timeout: row)
            return Message(header, operations: operations)
        }
    }

    /// Carries out the command.
    func run(on store: inout SandboxStore, _ rules: SandboxRules, at now: SandboxTime) -> Outcome {
        guard header.info2.contains(.write) || header.info1.contains(.read) else { return Outcome(.parameterError) }
        guard isAllowed(by: rules.permissions) else { return Outcome(.roleViolation) }
        guard !asksForMore else { return Outcome(.unsupportedFeature) }
        if !header.info2.contains(.write) { return read(store[namespace], at: now) }
        if header.info2.contains(.delete) { return delete(&store[namespace], rules, at: now) }
        return write(&store[namespace], rules, at: now)
    }

    private func isAllowed(by permissions: SandboxPermissions) -> Bool {
        (!header.info2.contains(.write) || permissions.contains(.write))
            && (!header.info1.contains(.read) || permissions.contains(.read))
    }

    /// Whether the command needs what the sandbox does not have: filters, scripts, or operations on collections, bits
    /// and sketches.
    private var asksForMore: Bool {
        message.field(.filter) != nil
            || message.fields.contains { FieldType.scripts.contains($0.type) }
            || message.operations.contains { OperationType.unsupported.contains($0.type) }
    }

    /// Whether a record is in the set that the command names, where it names one.
    func isInNamedSet(_ record: SandboxRecord) -> Bool {
        guard let set = message.field(.setName), !set.isEmpty else { return true }
        return record.setName.utf8.elementsEqual(set)
    }

    /// Whether the key that the command brings is the one stored, where both are there.
    func isKeyMismatch(_ record: SandboxRecord) -> Bool {
        guard let key = message.field(.key), let stored = record.userKey else { return false }
        return key != stored
    }

    /// Whether a record's generation is what the command demands; 0 stands for no record.
    func admits(generation: UInt16) -> Bool {
        if header.info2.contains(.generation) { return header.generation == UInt32(generation) }
        if header.info2.contains(.generationGreater) { return header.generation > UInt32(generation) }
        return true
    }
}

extension SandboxCommand {
    /// Removes the record; the answer never holds its generation.
    private func delete(
        _ namespace: inout SandboxNamespace,
        _ rules: SandboxRules,
        at now: SandboxTime
    ) -> Outcome {
        guard admitsDurability(rules) else { return Outcome(.enterpriseOnly) }
        guard let record = namespace.record(digest, at: now) else { return Outcome(.keyNotFound) }
        guard isInNamedSet(record) else { return Outcome(.parameterError) }
        guard admits(generation: record.generation) else { return Outcome(.generationError) }
        guard !isKeyMismatch(record) else { return Outcome(.keyMismatch) }
        namespace.remove(digest)
        return Outcome(.ok)
    }
}

extension SandboxCommand {
    /// Whether the edition can delete as durably as asked for; the sandbox itself forgets at once either way.
    func admitsDurability(_ rules: SandboxRules) -> Bool {
        rules.allowsDurableDeletes || !header.info2.contains(.durableDelete)
    }
}

/// What the configuration demands of records.
struct SandboxRules: Sendable {
    var permissions = SandboxPermissions.all
    var maximumRecordSize: Int
    var defaultTimeToLive: UInt32
    var allowsDurableDeletes = false
}

extension FieldType {
    /// The fields of user-defined functions (`AS_MSG_FIELD_TYPE_UDF_*`).
    static let scripts = [FieldType(rawValue: 30), FieldType(rawValue: 31), FieldType(rawValue: 32)]
    /// A range of an indexed bin's values (`AS_MSG_FIELD_TYPE_INDEX_RANGE`).
    static let indexRange = FieldType(rawValue: 22)
}

extension OperationType {
    /// Reads and changes of lists and maps, expressions, bits and sketches, which the sandbox does not have.
    static let unsupported: Set<OperationType> = Set([3, 4, 7, 8, 12, 13, 15, 16].map(OperationType.init))
}
