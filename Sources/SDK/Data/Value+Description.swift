extension Value: CustomStringConvertible {
    /// The value as a literal would write it; a blob as `0x…` in hexadecimal digits.
    public var description: String {
        switch self {
        case .null: "nil"
        case .integer(let value): "\(value)"
        case .double(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .string(let value): String(reflecting: value)
        case .blob(let bytes): "0x\(hexadecimal(bytes))"
        case .list(let list): list.description
        case .map(let map): map.description
        case .geoJSON(let text): "geoJSON(\(text))"
        case .hyperLogLog(let bytes): "hyperLogLog(\(bytes.count) bytes)"
        case .unknown(.particle(let type, let bytes)): "particle(\(type.rawValue), 0x\(hexadecimal(bytes)))"
        case .unknown(.messagePackExtension(let type, let bytes)): "extension(\(type), 0x\(hexadecimal(bytes)))"
        case .unknown(.unsigned(let value)): "\(value)"
        }
    }
}

extension ListValue: CustomStringConvertible {
    /// The elements as a literal would write them.
    public var description: String {
        "[\(elements.map(\.description).joined(separator: ", "))]"
    }
}

extension MapValue: CustomStringConvertible {
    /// The entries as a literal would write them.
    public var description: String {
        guard !isEmpty else { return "[:]" }
        return "[\(entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))]"
    }
}

/// Bytes as lower-case hexadecimal digits.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
