internal import AerospikeSDK

/// What the server demands of lists and maps that clients write.
///
/// It answers result code 1 to all that is wrong with them. Source: `cdt_stack_untrusted_rewrite` of the server.
extension Value {
    /// Whether the server would take the value: ordered lists and maps in order, keys of types that can be keys.
    var isWellFormed: Bool {
        switch self {
        case .list(let list): list.isWellFormed
        case .map(let map): map.isWellFormed
        default: true
        }
    }

    /// The value as the server keeps it: the entries of every map by key, whether the map is ordered or not.
    var asKept: Value {
        switch self {
        case .list(var list):
            list.elements = list.elements.map(\.asKept)
            return .list(list)
        case .map(let map):
            let entries = map.entries.map { MapValue.Entry(key: $0.key, value: $0.value.asKept) }
            let sorted = entries.sorted { ServerOrder.precedes($0.key, $1.key) }
            return .map(MapValue(entries: sorted, order: map.order))
        default: return self
        }
    }

    /// Whether the value can be a map's key: a whole number, a text or a blob.
    fileprivate var isKey: Bool {
        switch self {
        case .integer, .string, .blob, .unknown(.unsigned), .unknown(.particle(.string, _)): true
        default: false
        }
    }
}

extension ListValue {
    fileprivate var isWellFormed: Bool {
        (order != .ordered || elements.isAscending) && elements.allSatisfy(\.isWellFormed)
    }
}

extension MapValue {
    fileprivate var isWellFormed: Bool {
        let isByKey = order.rawValue & Order.keyOrdered.rawValue != 0
        return entries.allSatisfy { $0.key.isKey && $0.value.isWellFormed }
            && (!isByKey || entries.map(\.key).isAscending)
    }
}

extension [Value] {
    fileprivate var isAscending: Bool {
        zip(self, dropFirst()).allSatisfy { !ServerOrder.precedes($1, $0) }
    }
}

extension ResultCode {
    /// What a message that cannot be read is answered with: 1 where all that is wrong is a list or a map, otherwise 4.
    init(refusing message: Span<UInt8>) {
        var reader = ByteReader(message)
        self = (try? Self.hasBrokenCollection(&reader)) == true ? .serverError : .parameterError
    }

    private static func hasBrokenCollection(_ reader: inout ByteReader) throws(WireError) -> Bool {
        let header = try MessageHeader(from: &reader)
        for _ in 0..<header.fieldCount { _ = try MessageField(from: &reader) }
        for _ in 0..<header.operationCount {
            var operation = try reader.reader(Int(try reader.integer(UInt32.self)))
            try operation.skip(1)
            let type = ParticleType(rawValue: try operation.uint8())
            try operation.skip(1)
            try operation.skip(Int(try operation.uint8()))
            guard type == .list || type == .map else { continue }
            if (try? Value(type, from: &operation)) == nil { return true }
        }
        return false
    }
}
