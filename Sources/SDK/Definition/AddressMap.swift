/// Replaces addresses that a cluster publishes by addresses that this client can reach.
///
/// A key or a value may carry a port: `172.17.0.3:3000` → `127.0.0.1:4000` maps one server of several behind one
/// address, where `10.0.0.1` → `3.72.54.187` maps every port of a host. The more exact key wins. A name is the same in
/// upper and lower case, and an IPv6 address however it is shortened.
public struct AddressMap: Hashable, Sendable {
    /// One side of a mapping: a host, with a port or for every port.
    public struct Endpoint: Hashable, Sendable {
        /// A host name or an IP address without brackets.
        public var host: String

        /// A port, or `nil` for every port.
        public var port: UInt16?

        /// Creates one side of a mapping.
        public init(host: String, port: UInt16? = nil) {
            self.host = host
            self.port = port
        }
    }

    /// The mappings, from what the cluster publishes to what is dialled.
    public var entries: [Endpoint: Endpoint]

    /// Creates a map; an empty one leaves every address as it is.
    public init(_ entries: [Endpoint: Endpoint] = [:]) {
        self.entries = entries
    }

    /// Whether there is nothing to replace.
    public var isEmpty: Bool { entries.isEmpty }

    /// The address to dial for an address that the cluster publishes.
    public func callAsFunction(_ host: Host) -> Host {
        guard let target = target(host.port, of: host.name) ?? target(nil, of: host.name) else { return host }
        return Host(target.host, target.port ?? host.port, tlsName: host.tlsName)
    }

    private func target(_ port: UInt16?, of name: String) -> Endpoint? {
        if let target = entries[Endpoint(host: name, port: port)] { return target }
        let name = name.canonicalHost
        return entries.first { $0.key.port == port && $0.key.host.canonicalHost == name }?.value
    }
}

extension AddressMap.Endpoint {
    /// Parses `host` or `host:port`, an IPv6 address in brackets when a port follows.
    ///
    /// - Throws: `HostParsingError` when the text is neither.
    public init(parsing text: String) throws(HostParsingError) {
        let colons = text.count(of: UInt8(ascii: ":"))
        if colons == 0 || (colons > 1 && text.utf8.first != UInt8(ascii: "[")) {
            // Without a colon there is no port; more than one and no bracket is a bare IPv6 address.
            let isAddress = colons == 0 || Self.isIPv6(text)
            guard isAddress, !text.isEmpty, !text.hasWhitespace, !text.has(UInt8(ascii: "/")) else {
                throw HostParsingError(text: text, problem: "expected host or host:port")
            }
            self.init(host: text)
            return
        }
        let hasPort = text.utf8.last != UInt8(ascii: "]")
        let host = try Host(parsing: text)
        guard host.tlsName == nil else {
            throw HostParsingError(text: text, problem: "expected host or host:port; a TLS name has no place here")
        }
        self.init(host: host.name, port: hasPort ? host.port : nil)
    }

    /// Whether a text has the characters of an IPv6 address, a zone after `%` aside.
    private static func isIPv6(_ text: String) -> Bool {
        text.prefix { $0 != "%" }.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }
    }
}
