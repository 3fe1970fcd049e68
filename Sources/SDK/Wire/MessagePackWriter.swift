/// The inverse of reading MessagePack: the shortest form of every value. Source: `as_pack_val` of the C client.
extension ByteWriter {
    package mutating func messagePack(_ value: Value) {
        switch value {
        case .null: uint8(0xC0)
        case .boolean(let truth): uint8(truth ? 0xC3 : 0xC2)
        case .integer(let number): messagePack(number)
        case .double(let number):
            uint8(0xCB)
            integer(number.bitPattern)
        case .string(let text): typed(.string, text.utf8)
        case .geoJSON(let text): typed(.geoJSON, text.utf8)
        case .blob(let bytes): typed(.blob, bytes)
        case .hyperLogLog(let bytes): typed(.hyperLogLog, bytes)
        case .list(let list): messagePack(list)
        case .map(let map): messagePack(map)
        case .unknown(.particle(let type, let bytes)): typed(type, bytes)
        case .unknown(.unsigned(let number)):
            uint8(0xCF)
            integer(number)
        case .unknown(.messagePackExtension(let type, let bytes)): messagePackExtension(type, bytes)
        }
    }

    private mutating func messagePack(_ number: Int64) {
        switch number {
        case 0...0x7F: uint8(UInt8(number))
        case -32..<0: uint8(UInt8(bitPattern: Int8(number)))
        case 0x80...0xFF: tagged(0xCC, UInt8(number))
        case 0x100...0xFFFF: tagged(0xCD, UInt16(number))
        case 0x1_0000...0xFFFF_FFFF: tagged(0xCE, UInt32(number))
        case 0x1_0000_0000...Int64.max: tagged(0xCF, UInt64(number))
        case -0x80..<0: tagged(0xD0, Int8(number))
        case -0x8000..<0: tagged(0xD1, Int16(number))
        case -0x8000_0000..<0: tagged(0xD2, Int32(number))
        default: tagged(0xD3, number)
        }
    }

    private mutating func tagged(_ tag: UInt8, _ number: some FixedWidthInteger) {
        uint8(tag)
        integer(number)
    }

    private mutating func typed(_ type: ParticleType, _ content: some Collection<UInt8>) {
        let length = content.count + 1
        switch length {
        case 0..<32: uint8(0xA0 | UInt8(length))
        case 32..<0x100: tagged(0xD9, UInt8(length))
        case 0x100..<0x1_0000: tagged(0xDA, UInt16(length))
        default: tagged(0xDB, UInt32(truncatingIfNeeded: length))
        }
        uint8(type.rawValue)
        append(content)
    }

    private mutating func messagePack(_ list: ListValue) {
        let isFlagged = list.order != .unordered || list.first?.readsAsOrder == true
        let count = list.count + (isFlagged ? 1 : 0)
        header(count, short: 0x90, medium: 0xDC, long: 0xDD)
        if isFlagged { messagePackExtension(Int8(bitPattern: list.order.rawValue), []) }
        for element in list.inServerOrder { messagePack(element) }
    }

    private mutating func messagePack(_ map: MapValue) {
        let isFlagged = map.order != .unordered || map.first?.key.readsAsOrder == true
        let count = map.count + (isFlagged ? 1 : 0)
        header(count, short: 0x80, medium: 0xDE, long: 0xDF)
        if isFlagged {
            messagePackExtension(Int8(bitPattern: map.order.rawValue), [])
            uint8(0xC0)
        }
        for entry in map.inServerOrder {
            messagePack(entry.key)
            messagePack(entry.value)
        }
    }

    private mutating func header(_ count: Int, short: UInt8, medium: UInt8, long: UInt8) {
        switch count {
        case 0..<16: uint8(short | UInt8(count))
        case 16..<0x1_0000: tagged(medium, UInt16(count))
        default: tagged(long, UInt32(truncatingIfNeeded: count))
        }
    }

    private mutating func messagePackExtension(_ type: Int8, _ bytes: [UInt8]) {
        switch bytes.count {
        case 1: uint8(0xD4)
        case 2: uint8(0xD5)
        case 4: uint8(0xD6)
        case 8: uint8(0xD7)
        case 16: uint8(0xD8)
        case 0..<0x100: tagged(0xC7, UInt8(bytes.count))
        case 0x100..<0x1_0000: tagged(0xC8, UInt16(bytes.count))
        default: tagged(0xC9, UInt32(truncatingIfNeeded: bytes.count))
        }
        integer(type)
        append(bytes)
    }
}

extension Value {
    /// Whether a reader would take the value for the order of a list or a map that it begins.
    var readsAsOrder: Bool {
        if case .unknown(.messagePackExtension(_, let bytes)) = self { bytes.isEmpty } else { false }
    }

    /// Whether lists and maps are nested no deeper than a reader accepts.
    package var isWithinNestingDepth: Bool { isNested(within: WireLimits.nestingDepth) }

    private func isNested(within depth: Int) -> Bool {
        switch self {
        case .list(let list): depth > 0 && list.elements.allSatisfy { $0.isNested(within: depth - 1) }
        case .map(let map):
            depth > 0
                && map.entries.allSatisfy { $0.key.isNested(within: depth - 1) && $0.value.isNested(within: depth - 1) }
        default: depth > 0
        }
    }
}
