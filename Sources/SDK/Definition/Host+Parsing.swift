/// What is wrong with the text of a host, in words that a person can act on.
public struct HostParsingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text that was refused.
    public let text: String

    /// What is wrong with it and what was expected.
    public let problem: String

    /// The text and its problem in one sentence.
    public var description: String { "host '\(text)': \(problem)" }
}

extension Host {
    /// Parses one host, such as `db1`, `db1:3000`, `db1:myTlsName:4333` or `[2001:db8::7]:3000`.
    ///
    /// - Parameters:
    ///   - text: The host in the grammar of a seed list.
    ///   - defaultPort: The port to use when the text names none.
    /// - Throws: `HostParsingError` when the text is not in the grammar.
    public init(parsing text: String, defaultPort: UInt16 = Host.defaultPort) throws(HostParsingError) {
        func refused(_ problem: String) -> HostParsingError { HostParsingError(text: text, problem: problem) }

        let (name, rest) = try Self.splitName(of: text)
        guard !name.isEmpty else {
            throw refused("the host name is empty; an IPv6 address stands in brackets, as [::1]:3000")
        }
        guard !text.hasWhitespace else { throw refused("a host has no white space") }
        guard !text.has(UInt8(ascii: "/")) else {
            throw refused("expected host[:tlsName][:port], not a URL or a path")
        }

        var tlsName: String?
        var port = defaultPort
        if let rest {
            let (first, second) = rest.splitAtColon
            if let second {
                guard !second.utf8.contains(UInt8(ascii: ":")) else {
                    throw refused("expected host[:tlsName][:port]; an IPv6 address stands in brackets, as [::1]:3000")
                }
                tlsName = String(first)
                port = try Self.port(second, of: text)
            } else if first.utf8.first?.isASCIIDigit == true {
                port = try Self.port(first, of: text)
            } else if first.contains(where: \.isLetter) {
                tlsName = String(first)
            } else {
                throw refused("expected a port from 1 to 65535 or a TLS name after ':'")
            }
        }
        guard tlsName?.isEmpty != true else { throw refused("expected a TLS name between ':' and ':'") }
        self.init(name, port, tlsName: tlsName)
    }

    /// Parses a seed list: hosts separated by commas, spaces around them ignored.
    ///
    /// - Parameters:
    ///   - list: The hosts, such as `db1:3000,db2:myTlsName:4333,[::1]:3000`.
    ///   - defaultPort: The port of each host that names none.
    /// - Throws: `HostParsingError` for the first host that is not in the grammar, or when there is none.
    public static func parse(
        list: String,
        defaultPort: UInt16 = Host.defaultPort
    ) throws(HostParsingError) -> [Host] {
        var hosts: [Host] = []
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let trimmed = part.trimmingWhitespace()
            guard !trimmed.isEmpty else {
                throw HostParsingError(text: list, problem: "a host is missing before, after or between the commas")
            }
            hosts.append(try Host(parsing: String(trimmed), defaultPort: defaultPort))
        }
        return hosts
    }

    /// Splits `name:a:b` into the name and what follows its colon; a bracketed name may hold colons.
    private static func splitName(of text: String) throws(HostParsingError) -> (name: String, rest: Substring?) {
        guard text.utf8.first == UInt8(ascii: "[") else {
            let (name, rest) = text[...].splitAtColon
            return (String(name), rest)
        }
        guard let close = text.utf8.firstIndex(of: UInt8(ascii: "]")) else {
            throw HostParsingError(text: text, problem: "'[' is never closed; write an IPv6 address as [::1]")
        }
        let name = String(text[text.utf8.index(after: text.startIndex)..<close])
        let after = text[text.utf8.index(after: close)...]
        guard !after.isEmpty else { return (name, nil) }
        guard after.utf8.first == UInt8(ascii: ":") else {
            throw HostParsingError(text: text, problem: "expected ':' or nothing after ']'")
        }
        return (name, after.splitAtColon.after)
    }

    private static func port(_ digits: Substring, of text: String) throws(HostParsingError) -> UInt16 {
        guard digits.utf8.allSatisfy(\.isASCIIDigit), let port = UInt16(digits), port > 0 else {
            throw HostParsingError(text: text, problem: "'\(digits)' is not a port; expected a number from 1 to 65535")
        }
        return port
    }
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension String {
    /// Whether the text has a character of ASCII somewhere.
    package func has(_ character: UInt8) -> Bool { count(of: character) > 0 }

    /// How many times the text has a character of ASCII.
    func count(of character: UInt8) -> Int {
        // A span is gone through several times faster than a view.
        let bytes = utf8.span
        var count = 0
        for index in bytes.indices where bytes[index] == character { count += 1 }
        return count
    }

    /// Whether there is a blank of any script; Unicode's tables are asked for text beyond ASCII alone.
    var hasWhitespace: Bool {
        let bytes = utf8.span
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t")...UInt8(ascii: "\r"): return true
            case 0x80...: return unicodeScalars.contains(where: \.properties.isWhitespace)
            default: continue
            }
        }
        return false
    }
}

extension Substring {
    /// What stands before the first colon, and what stands after it, if there is one.
    fileprivate var splitAtColon: (before: Substring, after: Substring?) {
        let bytes = utf8.span
        for offset in bytes.indices where bytes[offset] == UInt8(ascii: ":") {
            let colon = utf8.index(startIndex, offsetBy: offset)
            return (self[..<colon], self[utf8.index(after: colon)...])
        }
        return (self, nil)
    }
}

extension Character {
    /// Whether this is one of `0` to `9`; other scripts' digits are not part of any grammar here.
    package var isASCIIDigit: Bool { isASCII && isNumber }
}

extension Substring {
    package func trimmingWhitespace() -> Substring {
        var slice = self
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return slice
    }
}
