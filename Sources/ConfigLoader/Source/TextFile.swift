/// A file that holds a text and nothing else.
enum TextFile {
    /// Reads a text of at most `limit` bytes; one line break at the end belongs to the file, not to the text.
    static func read(path: String, limit: Int) throws(FileProblem) -> String {
        let bytes = try FileContents.read(path: path, limit: limit)
        guard var text = String(validating: bytes, as: UTF8.self) else { throw FileProblem("it is not UTF-8 text") }
        if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
        guard !text.utf8.contains(0) else { throw FileProblem("it contains a NUL") }
        return text
    }
}
