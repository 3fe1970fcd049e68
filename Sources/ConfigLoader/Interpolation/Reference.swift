/// What stands between `${` and `}`: a variable or a file, and what to take when it is not there.
struct Reference: Hashable {
    enum Target: Hashable {
        case variable(String)
        case file(String)
    }

    var target: Target

    /// The text after `:-`.
    var fallback: String?

    /// How references are written, for those who wrote one in another way.
    static let grammar = "write ${NAME}, ${NAME:-default} or ${file:PATH}; a '$' itself is written $$"

    /// Parses a reference without its braces; `nil` when it is none.
    init?(_ text: String) {
        let isFile = text.hasPrefix(Self.filePrefix)
        let body = text.dropFirst(isFile ? Self.filePrefix.count : 0)
        let parts = body.split(separator: ":-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, isFile ? !name.isEmpty : Self.isVariable(name) else { return nil }
        target = isFile ? .file(String(name)) : .variable(String(name))
        fallback = parts.count > 1 ? String(parts[1]) : nil
        // A reference within a reference would end at the first brace: what it means is not for guessing.
        guard !text.contains("${") else { return nil }
    }

    private static let filePrefix = "file:"

    private static func isVariable(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
    }
}
