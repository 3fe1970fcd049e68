/// The address of a server: a name or an IP address, the name its certificate carries, and a port.
///
/// A seed list is written `host[:tlsName][:port],…`; an IPv6 address stands in brackets. Where two parts stand, the
/// second is a port when it begins with a digit, otherwise a TLS name.
///
/// ```swift
/// let seeds = try Host.parse(list: "db1.example.com:3000,db2.example.com:myTlsName:4333,[::1]:3000")
/// ```
public struct Host: Hashable, Sendable {
    /// The port on which an Aerospike server listens for clients unless it is configured otherwise: 3000.
    public static let defaultPort: UInt16 = 3000

    /// A host name, an IPv4 address, or an IPv6 address without brackets.
    public var name: String

    /// The name that the server's certificate must carry, or `nil` to use the definition's.
    public var tlsName: String?

    /// The TCP port.
    public var port: UInt16

    /// Creates an address.
    ///
    /// - Parameters:
    ///   - name: A host name or an IP address, an IPv6 address without brackets.
    ///   - port: The TCP port; 3000 unless given.
    ///   - tlsName: The name that the server's certificate must carry.
    public init(_ name: String, _ port: UInt16 = Host.defaultPort, tlsName: String? = nil) {
        self.name = name
        self.port = port
        self.tlsName = tlsName
    }
}

extension Host: CustomStringConvertible {
    /// The address in the grammar of a seed list, such as `db1:myTlsName:4333` or `[::1]:3000`.
    public var description: String {
        let bracketed = name.utf8.contains(UInt8(ascii: ":")) ? "[\(name)]" : name
        guard let tlsName else { return "\(bracketed):\(port)" }
        return "\(bracketed):\(tlsName):\(port)"
    }
}
