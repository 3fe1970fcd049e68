internal import AerospikeSDK

extension SandboxCommand {
    /// Reads the record: all its bins, those named, or none.
    func read(_ namespace: SandboxNamespace, at now: SandboxTime) -> Outcome {
        guard let record = namespace.record(digest, at: now) else { return Outcome(.keyNotFound) }
        guard isInNamedSet(record) else { return Outcome(.parameterError, record) }
        guard !isKeyMismatch(record) else { return Outcome(.keyMismatch, record) }
        if header.info1.contains(.getNoBins) { return Outcome(.ok, record) }
        if header.info1.contains(.getAll) { return Outcome(.ok, record, operations: record.allBins) }
        return readNamedBins(of: record)
    }

    private func readNamedBins(of record: SandboxRecord) -> Outcome {
        guard !message.operations.isEmpty else { return Outcome(.parameterError, record) }
        var results: [MessageOperation] = []
        for operation in message.operations {
            guard operation.bin.utf8.count <= WireLimits.binNameLength else { return Outcome(.binNameTooLong, record) }
            guard operation.type == .read else { return Outcome(.parameterError, record) }
            if let result = read(operation, of: record) { results.append(result) }
        }
        return Outcome(.ok, record, operations: results)
    }

    /// The answer to one read; a missing bin is answered only where every operation is.
    func read(_ operation: MessageOperation, of record: SandboxRecord) -> MessageOperation? {
        let value = record[operation.bin]
        guard value != nil || header.info2.contains(.respondAllOperations) else { return nil }
        return MessageOperation(.read, bin: operation.bin, value: value ?? .null)
    }
}

extension SandboxRecord {
    /// Every bin as an answer carries it.
    var allBins: [MessageOperation] {
        bins.map { MessageOperation(.read, bin: $0.name, value: $0.value) }
    }
}
