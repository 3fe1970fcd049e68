/// Bins take values as they are. Other coders, such as those of JSON, see plain numbers, texts, lists and keyed
/// containers: what they have no word for, such as blobs and orders, comes back from them as what they made of it.
extension Value: Codable {
    /// Encodes the value.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? BinsEncoder { return try encoder.encode(self) }
        switch self {
        case .list(let list): try list.elements.encode(to: encoder)
        case .map(let map): try map.encodePlainly(to: encoder)
        default:
            var container = encoder.singleValueContainer()
            try encodePlainly(in: &container)
        }
    }

    private func encodePlainly(in container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .integer(let number): try container.encode(number)
        case .unknown(.unsigned(let number)): try container.encode(number)
        case .double(let number): try container.encode(number)
        case .boolean(let truth): try container.encode(truth)
        case .string(let text), .geoJSON(let text): try container.encode(text)
        case .blob(let bytes), .hyperLogLog(let bytes): try container.encode(bytes)
        case .unknown(.particle(_, let bytes)), .unknown(.messagePackExtension(_, let bytes)):
            try container.encode(bytes)
        case .null, .list, .map: try container.encodeNil()
        }
    }

    /// Decodes whatever there is.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? BinsDecoder {
            self = try decoder.decode(Value.self)
        } else if let map = try? MapValue(plainlyFrom: decoder) {
            self = .map(map)
        } else if let list = try? [Value](from: decoder) {
            self = .list(list)
        } else {
            self = try Value(plainlyFrom: decoder.singleValueContainer())
        }
    }

    private init(plainlyFrom container: any SingleValueDecodingContainer) throws {
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .boolean(truth)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? container.decode(UInt64.self) {
            self = .unknown(.unsigned(number))
        } else if let number = try? container.decode(Double.self) {
            self = .double(number)
        } else {
            self = .string(try container.decode(String.self))
        }
    }
}

extension ListValue: Codable {
    /// Encodes the list; see ``Value``.
    public func encode(to encoder: any Encoder) throws { try Value.list(self).encode(to: encoder) }

    /// Decodes a list.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? BinsDecoder {
            self = try decoder.decode(ListValue.self)
        } else {
            self.init(try [Value](from: decoder))
        }
    }
}

extension MapValue: Codable {
    /// Encodes the map; see ``Value``.
    public func encode(to encoder: any Encoder) throws { try Value.map(self).encode(to: encoder) }

    /// Decodes a map.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? BinsDecoder {
            self = try decoder.decode(MapValue.self)
        } else {
            try self.init(plainlyFrom: decoder)
        }
    }

    /// Encodes entries by key where all keys are texts, else keys and values in turn, as dictionaries do.
    fileprivate func encodePlainly(to encoder: any Encoder) throws {
        guard allSatisfy({ $0.key.stringValue != nil }) else {
            return try flatMap { [$0.key, $0.value] }.encode(to: encoder)
        }
        var container = encoder.container(keyedBy: EntryKey.self)
        for entry in self {
            try container.encode(entry.value, forKey: EntryKey(stringValue: entry.key.stringValue ?? ""))
        }
    }

    fileprivate init(plainlyFrom decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: EntryKey.self)
        self.init()
        for key in container.allKeys {
            self[.string(key.stringValue)] = try container.decode(Value.self, forKey: key)
        }
    }
}
