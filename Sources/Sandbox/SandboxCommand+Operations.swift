internal import AerospikeSDK

extension SandboxCommand {
    /// Carries out the operations in order.
    ///
    /// - Returns: Their answers: of reads, and where the command asks for it, of every operation.
    func apply(to record: inout SandboxRecord) throws(Refusal) -> [MessageOperation] {
        var results: [MessageOperation] = []
        for operation in message.operations {
            switch operation.type {
            case .touch: continue
            case .read where isReadOfAll(operation): results += record.allBins
            case .read:
                if let result = read(operation, of: record) { results.append(result) }
            default:
                try change(&record, by: operation)
                guard header.info2.contains(.respondAllOperations) else { continue }
                results.append(MessageOperation(operation.type, bin: operation.bin))
            }
        }
        return results
    }

    private func change(_ record: inout SandboxRecord, by operation: MessageOperation) throws(Refusal) {
        switch operation.type {
        case .write where operation.value == .null: record.remove(operation.bin)
        case .write: record.set(operation.bin, to: try storable(operation.value))
        case .increment: try modify(&record, operation, Self.sum)
        case .append: try modify(&record, operation, Self.joined)
        case .prepend: try modify(&record, operation, Self.reverseJoined)
        case .delete: record.bins = []
        default: throw Refusal(resultCode: .parameterError)
        }
    }

    /// Changes a bin's value; a bin that is not there becomes the operand.
    private func modify(
        _ record: inout SandboxRecord,
        _ operation: MessageOperation,
        _ combine: (Value, Value) throws(Refusal) -> Value
    ) throws(Refusal) {
        guard operation.value != .null else { throw Refusal(resultCode: .parameterError) }
        let operand = try storable(operation.value)
        let present = record[operation.bin]
        let result = try present.map { value throws(Refusal) in try combine(value, operand) }
        record.set(operation.bin, to: result ?? operand)
    }

    /// Adds like to like; integers wrap around, as the server's do.
    private static func sum(_ present: Value, _ operand: Value) throws(Refusal) -> Value {
        switch (present, operand) {
        case (.integer(let one), .integer(let other)): .integer(one &+ other)
        case (.double(let one), .double(let other)): .double(one + other)
        default: throw Refusal(resultCode: .binTypeError)
        }
    }

    private static func joined(_ first: Value, _ second: Value) throws(Refusal) -> Value {
        switch (first, second) {
        case (.string(let one), .string(let other)): .string(one + other)
        case (.blob(let one), .blob(let other)): .blob(one + other)
        default: throw Refusal(resultCode: .binTypeError)
        }
    }

    private static func reverseJoined(_ present: Value, _ operand: Value) throws(Refusal) -> Value {
        try joined(operand, present)
    }

    /// The value as the server would keep it.
    private func storable(_ value: Value) throws(Refusal) -> Value {
        switch value {
        // A text that is not UTF-8 is kept as it is.
        case .unknown(.particle(.string, _)): return value
        case .unknown(.particle(.integer, let bytes)) where [1, 2, 4].contains(bytes.count):
            return .integer(bytes.reduce(0) { $0 << 8 | Int64($1) })
        case .geoJSON(let text):
            guard let particle = SandboxGeo.particle(of: text) else { throw Refusal(resultCode: .invalidGeoJSON) }
            return particle
        case .unknown: throw Refusal(resultCode: .parameterError)
        case .list, .map:
            guard value.isWellFormed else { throw Refusal(resultCode: .serverError) }
            return value.asKept
        default: return value
        }
    }
}

extension ResultCode {
    /// A text is no GeoJSON (`AS_ERR_GEO_INVALID_GEOJSON` of the server).
    static let invalidGeoJSON = ResultCode(rawValue: 160)
}
