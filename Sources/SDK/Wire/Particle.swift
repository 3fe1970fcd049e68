/// Values of bins on the wire; their type stands apart from them.
extension Value {
    package var particleType: ParticleType {
        switch self {
        case .null: .null
        case .integer: .integer
        case .double: .double
        case .boolean: .boolean
        case .string: .string
        case .blob: .blob
        case .list: .list
        case .map: .map
        case .geoJSON: .geoJSON
        case .hyperLogLog: .hyperLogLog
        case .unknown(.particle(let type, _)): type
        case .unknown(.messagePackExtension), .unknown(.unsigned): .blob
        }
    }

    /// Reads a value that fills the rest of a reader.
    ///
    /// Content that does not fit its type survives as ``Value/unknown(_:)``, except a list or a map that is broken:
    /// nothing in it is to be trusted.
    package init(_ type: ParticleType, from reader: inout ByteReader) throws(WireError) {
        switch type {
        case .null where reader.remaining == 0: self = .null
        case .integer where reader.remaining == 8: self = .integer(try reader.integer())
        case .double where reader.remaining == 8: self = .double(Double(bitPattern: try reader.integer()))
        case .boolean where reader.remaining == 1:
            let byte = try reader.uint8()
            self = byte <= 1 ? .boolean(byte == 1) : .unknown(.particle(.boolean, [byte]))
        case .blob: self = .blob(try reader.array(reader.remaining))
        case .hyperLogLog: self = .hyperLogLog(try reader.array(reader.remaining))
        case .list, .map: self = try Value(collection: type, from: &reader)
        case .string: self = Value(text: try reader.span(reader.remaining), else: type) { .string($0) }
        case .geoJSON: self = try Value(geoJSON: &reader)
        default: self = .unknown(.particle(type, try reader.array(reader.remaining)))
        }
    }

    private init(collection type: ParticleType, from reader: inout ByteReader) throws(WireError) {
        self = try Value(messagePack: &reader)
        guard reader.remaining == 0 else { throw .trailingBytes(reader.remaining) }
        switch (type, self) {
        case (.list, .list), (.map, .map): break
        default: throw .unexpectedCollection(type.rawValue)
        }
    }

    /// A text, or the bytes with their type when they are not UTF-8.
    init(text span: Span<UInt8>, else type: ParticleType, _ make: (String) -> Value) {
        guard let text = String(validating: span) else {
            self = .unknown(.particle(type, [UInt8](copying: span)))
            return
        }
        self = make(text)
    }

    /// One byte of flags, two of a count, eight for each cell, then the text; the cells are the server's own.
    private init(geoJSON reader: inout ByteReader) throws(WireError) {
        let whole = try reader.span(reader.remaining)
        guard let text = Self.geoJSONText(whole) else {
            self = .unknown(.particle(.geoJSON, [UInt8](copying: whole)))
            return
        }
        self = .geoJSON(text)
    }

    private static func geoJSONText(_ particle: Span<UInt8>) -> String? {
        guard particle.count >= 3 else { return nil }
        let start = 3 + 8 * (Int(particle[1]) << 8 | Int(particle[2]))
        guard start <= particle.count else { return nil }
        return String(validating: particle.extracting(start..<particle.count))
    }
}

extension ByteWriter {
    package mutating func particle(_ value: Value) {
        switch value {
        case .null: break
        case .integer(let number): integer(number)
        case .double(let number): integer(number.bitPattern)
        case .boolean(let truth): uint8(truth ? 1 : 0)
        case .string(let text): self.text(text)
        case .blob(let bytes), .hyperLogLog(let bytes): append(bytes)
        case .list, .map: messagePack(value)
        case .geoJSON(let text):
            zeros(3)
            self.text(text)
        case .unknown(.particle(_, let bytes)), .unknown(.messagePackExtension(_, let bytes)): append(bytes)
        case .unknown(.unsigned(let number)): integer(number)
        }
    }
}
