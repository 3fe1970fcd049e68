/// Where a connection leads: an address, and the server there as TLS sees it.
package struct Destination: Sendable {
    package let address: SocketAddress
    /// The server as TLS sees it, or `nil` for a connection in clear.
    package let tls: TLSTarget?

    package init(_ address: SocketAddress, _ tls: TLSTarget? = nil) {
        self.address = address
        self.tls = tls
    }
}

extension Destination: Hashable {
    /// Whether both lead to the same server, which proves the same name.
    package static func == (one: Destination, other: Destination) -> Bool {
        one.address == other.address && one.tls?.name == other.tls?.name
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(address)
        hasher.combine(tls?.name)
    }
}
