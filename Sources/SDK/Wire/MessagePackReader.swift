/// Lists and maps come as MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md), with two particulars:
/// texts and blobs begin with a byte of particle type, and an ordered list or map begins with an extension that holds
/// its flag. Source: `as_unpack_val` of the C client.
extension Value {
    package init(messagePack reader: inout ByteReader) throws(WireError) {
        try self.init(messagePack: &reader, depth: 0)
    }

    private init(messagePack reader: inout ByteReader, depth: Int) throws(WireError) {
        guard depth < WireLimits.nestingDepth else { throw .nestedTooDeep }
        let byte = try reader.uint8()
        switch byte {
        case 0x00...0x7F: self = .integer(Int64(byte))
        case 0x80...0x8F: self = try .map(count: Int(byte & 0x0F), from: &reader, depth: depth)
        case 0x90...0x9F: self = try .list(count: Int(byte & 0x0F), from: &reader, depth: depth)
        case 0xA0...0xBF: self = try .typed(length: Int(byte & 0x1F), from: &reader)
        case 0xE0...0xFF: self = .integer(Int64(Int8(bitPattern: byte)))
        case 0xC0: self = .null
        case 0xC2, 0xC3: self = .boolean(byte == 0xC3)
        case 0xCA...0xD3: self = try .number(byte, from: &reader)
        case 0xC4, 0xD9: self = try .typed(length: Int(try reader.uint8()), from: &reader)
        case 0xC5, 0xDA: self = try .typed(length: Int(try reader.integer(UInt16.self)), from: &reader)
        case 0xC6, 0xDB: self = try .typed(length: Int(try reader.integer(UInt32.self)), from: &reader)
        case 0xDC: self = try .list(count: Int(try reader.integer(UInt16.self)), from: &reader, depth: depth)
        case 0xDD: self = try .list(count: Int(try reader.integer(UInt32.self)), from: &reader, depth: depth)
        case 0xDE: self = try .map(count: Int(try reader.integer(UInt16.self)), from: &reader, depth: depth)
        case 0xDF: self = try .map(count: Int(try reader.integer(UInt32.self)), from: &reader, depth: depth)
        case 0xC7...0xC9, 0xD4...0xD8:
            let (type, bytes) = try Self.messagePackExtension(byte, from: &reader)
            self = .unknown(.messagePackExtension(type, bytes))
        default: throw .invalidMessagePack(byte)
        }
    }

    private static func number(_ byte: UInt8, from reader: inout ByteReader) throws(WireError) -> Value {
        switch byte {
        case 0xCA: .double(Double(Float(bitPattern: try reader.integer())))
        case 0xCB: .double(Double(bitPattern: try reader.integer()))
        case 0xCC: .integer(Int64(try reader.uint8()))
        case 0xCD: .integer(Int64(try reader.integer(UInt16.self)))
        case 0xCE: .integer(Int64(try reader.integer(UInt32.self)))
        case 0xCF: unsigned(try reader.integer(UInt64.self))
        case 0xD0: .integer(Int64(Int8(bitPattern: try reader.uint8())))
        case 0xD1: .integer(Int64(try reader.integer(Int16.self)))
        case 0xD2: .integer(Int64(try reader.integer(Int32.self)))
        default: .integer(try reader.integer(Int64.self))
        }
    }

    private static func unsigned(_ number: UInt64) -> Value {
        Int64(exactly: number).map { .integer($0) } ?? .unknown(.unsigned(number))
    }

    /// A text, a blob or a GeoJSON text, told apart by its first byte.
    private static func typed(length: Int, from reader: inout ByteReader) throws(WireError) -> Value {
        guard length > 0 else { return .string("") }
        var body = try reader.reader(length)
        let type = ParticleType(rawValue: try body.uint8())
        let content = try body.span(body.remaining)
        switch type {
        case .string: return Value(text: content, else: type) { .string($0) }
        case .geoJSON: return Value(text: content, else: type) { .geoJSON($0) }
        case .blob: return .blob([UInt8](copying: content))
        case .hyperLogLog: return .hyperLogLog([UInt8](copying: content))
        default: return .unknown(.particle(type, [UInt8](copying: content)))
        }
    }

    private static func list(count: Int, from reader: inout ByteReader, depth: Int) throws(WireError) -> Value {
        // Every element takes a byte at least: a count beyond what is left is a lie. A smaller lie is found out only
        // when the bytes end, at every level of nesting anew, and must not have reserved memory by then.
        guard count <= reader.remaining else { throw .lengthOutOfBounds }
        var list = ListValue([])
        list.elements.reserveCapacity(min(count, WireLimits.reservedElements))
        for index in 0..<count {
            let element = try Value(messagePack: &reader, depth: depth + 1)
            if index == 0, case .unknown(.messagePackExtension(let flag, let bytes)) = element, bytes.isEmpty {
                list.order = ListValue.Order(rawValue: UInt8(bitPattern: flag))
            } else {
                list.elements.append(element)
            }
        }
        return .list(list)
    }

    private static func map(count: Int, from reader: inout ByteReader, depth: Int) throws(WireError) -> Value {
        guard count <= reader.remaining / 2 else { throw .lengthOutOfBounds }
        var map = MapValue()
        for index in 0..<count {
            let key = try Value(messagePack: &reader, depth: depth + 1)
            let value = try Value(messagePack: &reader, depth: depth + 1)
            if index == 0, case .unknown(.messagePackExtension(let flag, let bytes)) = key, bytes.isEmpty {
                map.order = MapValue.Order(rawValue: UInt8(bitPattern: flag))
            } else {
                map[key] = value
            }
        }
        return .map(map)
    }

    private static func messagePackExtension(
        _ byte: UInt8,
        from reader: inout ByteReader
    ) throws(WireError) -> (Int8, [UInt8]) {
        let length =
            switch byte {
            case 0xC7: Int(try reader.uint8())
            case 0xC8: Int(try reader.integer(UInt16.self))
            case 0xC9: Int(try reader.integer(UInt32.self))
            default: 1 << Int(byte - 0xD4)
            }
        let type = Int8(bitPattern: try reader.uint8())
        return (type, try reader.array(length))
    }
}
