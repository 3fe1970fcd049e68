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

    /// Whether a list or a map of a message cannot be read, or is a map, or holds one, with the same key twice.
    static func hasBrokenCollection(_ reader: inout ByteReader) throws(WireError) -> Bool {
        let header = try MessageHeader(from: &reader)
        for _ in 0..<header.fieldCount { _ = try MessageField(from: &reader) }
        for _ in 0..<header.operationCount {
            var operation = try reader.reader(Int(try reader.integer(UInt32.self)))
            try operation.skip(1)
            let type = ParticleType(rawValue: try operation.uint8())
            try operation.skip(1)
            try operation.skip(Int(try operation.uint8()))
            guard type == .list || type == .map else { continue }
            var again = operation
            if (try? Value(type, from: &operation)) == nil || (try? repeatsKey(&again)) != false { return true }
        }
        return false
    }

    /// Whether a map in MessagePack, at whatever depth, holds a key twice; a map that was read keeps the last only.
    private static func repeatsKey(_ reader: inout ByteReader, depth: Int = 0) throws(WireError) -> Bool {
        guard depth < WireLimits.nestingDepth else { throw .nestedTooDeep }
        var inner = reader
        guard let (count, isMap) = try collection(&inner) else {
            _ = try Value(messagePack: &reader)
            return false
        }
        var keys: Set<Value> = []
        for _ in 0..<count {
            if isMap, !keys.insert(try Value(messagePack: &inner)).inserted { return true }
            if try repeatsKey(&inner, depth: depth + 1) { return true }
        }
        reader = inner
        return false
    }

    /// Reads the head of a list or a map; `nil` when there is something else.
    private static func collection(_ reader: inout ByteReader) throws(WireError) -> (count: Int, isMap: Bool)? {
        switch try reader.uint8() {
        case let byte where byte & 0xF0 == 0x80: (Int(byte & 0x0F), true)
        case let byte where byte & 0xF0 == 0x90: (Int(byte & 0x0F), false)
        case 0xDC: (Int(try reader.integer(UInt16.self)), false)
        case 0xDD: (Int(try reader.integer(UInt32.self)), false)
        case 0xDE: (Int(try reader.integer(UInt16.self)), true)
        case 0xDF: (Int(try reader.integer(UInt32.self)), true)
        default: nil
        }
    }
}

extension Message {
    /// Whether a map among what is to be written holds a key twice in the message's bytes.
    func repeatsKey(in body: Span<UInt8>) -> Bool {
        let hasCollections = operations.contains { operation in
            switch operation.value {
            case .list, .map: true
            default: false
            }
        }
        guard hasCollections else { return false }
        var reader = ByteReader(body)
        return (try? ResultCode.hasBrokenCollection(&reader)) == true
    }
}
