import AerospikeSDK

/// Writes decoded values as the recorded client printed them, so that the two can be compared as texts.
enum PythonNotation {
    static func text(_ record: Record, digest: Digest) -> String {
        "\(text(digest)), {'ttl': \(ttl(record.expiration)), 'gen': \(record.generation)}"
    }

    static func text(_ digest: Digest) -> String { "bytearray(\(text(digest.bytes))))" }

    /// A dictionary has each name once, where it stood first, with the value that came last.
    static func text(_ bins: Bins) -> String {
        var names: [String] = []
        for name in bins.names where !names.contains(name) { names.append(name) }
        return "{\(names.map { "\(text($0)): \(text(bins[$0] ?? .null))" }.joined(separator: ", "))}"
    }

    static func text(_ value: Value) -> String {
        switch value {
        case .null: "None"
        case .integer(let number): "\(number)"
        case .double(let number): "\(number)"
        case .boolean(let truth): truth ? "True" : "False"
        case .string(let string), .geoJSON(let string): text(string)
        case .blob(let bytes): text(bytes)
        case .list(let list): "[\(list.map(text).joined(separator: ", "))]"
        case .map(let map): "{\(map.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", "))}"
        case .hyperLogLog(let bytes): "HyperLogLog(\(text(bytes)))"
        case .unknown: "unknown"
        }
    }

    static func text(_ string: String) -> String {
        quoted(string.unicodeScalars.map { $0.isASCII ? escaped(UInt8($0.value)) : String($0) }.joined())
    }

    static func text(_ bytes: [UInt8]) -> String {
        "b" + quoted(bytes.map(escaped).joined())
    }

    private static func ttl(_ expiration: Expiration) -> UInt32 {
        expiration == .never ? .max : expiration.rawValue
    }

    private static func quoted(_ text: String) -> String {
        text.contains("'") && !text.contains("\"") ? "\"\(text)\"" : "'\(text)'"
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\n"): "\\n"
        case UInt8(ascii: "\r"): "\\r"
        case UInt8(ascii: "\t"): "\\t"
        case UInt8(ascii: "\\"): "\\\\"
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default: "\\x\(hexadecimal([byte]))"
        }
    }
}
