/// Encodings of text other than UTF-8, told by how a file begins.
enum TextEncoding {
    /// What a file is written in instead of UTF-8, if that can be told: a text in YAML begins with a character of ASCII,
    /// behind a byte order mark or without one.
    static func foreign(_ bytes: [UInt8]) -> String? {
        let start = Array(bytes.prefix(4))
        if start.starts(with: [0, 0, 0xFE, 0xFF]) || start == [0xFF, 0xFE, 0, 0] { return "UTF-32" }
        if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE]) { return "UTF-16" }
        guard start.count >= 2, (start[0] == 0) != (start[1] == 0) else { return nil }
        return start.count == 4 && start[2] == 0 && start[3] == 0 ? "UTF-32" : "UTF-16"
    }
}
