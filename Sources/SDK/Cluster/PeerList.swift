/// The other nodes of a cluster, as one of them publishes them.
///
/// `4,3000,[[C2,,[127.0.0.1:3200]],[C3,tlsName,[[2001:db8::7]:3300,10.0.0.3]]]`: a generation, the port of addresses
/// that name none, and for each node its name, TLS name and addresses. Source: `as_peers.c` of the C client,
/// `service_list.c` of the server.
package struct PeerList: Hashable, Sendable {
    /// One node.
    package struct Peer: Hashable, Sendable {
        package var name: String
        package var hosts: [Host]

        /// Whether an address map leads elsewhere than where it is published.
        func isMapped(by map: AddressMap) -> Bool { hosts.contains { map($0) != $0 } }
    }

    /// The name of the info request that a node answers with its peers.
    ///
    /// - Parameters:
    ///   - alternate: Whether to ask for the addresses that servers publish for clients outside their network.
    ///   - tls: Whether to ask for those at which servers speak TLS.
    package static func request(alternate: Bool, tls: Bool = false) -> String {
        "peers-\(tls ? "tls" : "clear")-\(alternate ? "alt" : "std")"
    }

    /// Changes when the list does.
    package let generation: Int
    package let peers: [Peer]

    /// Parses the answer to `peers-clear-std` and its like.
    package init(parsing text: String) throws(AerospikeError) {
        var scanner = Scanner(text)
        do {
            generation = try scanner.integer(endingAt: ",")
            let portText = try scanner.text(until: ",")
            let port = UInt16(portText) ?? Host.defaultPort
            peers = try scanner.list { scanner throws(Malformed) in try Self.peer(from: &scanner, port: port) }
        } catch {
            throw AerospikeError(.protocolViolation, "the server's list of peers is malformed")
        }
        guard peers.count < ClusterLimits.nodes else {
            throw AerospikeError(.protocolViolation, "the server lists \(peers.count) peers, more than can be")
        }
    }

    private static func peer(from scanner: inout Scanner, port: UInt16) throws(Malformed) -> Peer {
        try scanner.expect("[")
        let name = try scanner.text(until: ",")
        let tlsName = try scanner.text(until: ",")
        let hosts = try scanner.list { scanner throws(Malformed) -> Host in
            try Self.host(from: &scanner, port: port, tlsName: tlsName.isEmpty ? nil : tlsName)
        }
        try scanner.expect("]")
        guard !name.isEmpty, !hosts.isEmpty, hosts.count <= ClusterLimits.addressesPerPeer else { throw Malformed() }
        return Peer(name: name, hosts: hosts)
    }

    private static func host(from scanner: inout Scanner, port: UInt16, tlsName: String?) throws(Malformed) -> Host {
        let text = try scanner.address()
        guard let host = try? Host(parsing: text, defaultPort: port) else { throw Malformed() }
        return Host(host.name, host.port, tlsName: tlsName)
    }
}

private struct Malformed: Error {}

/// Walks along the text of a peer list.
private struct Scanner {
    private var rest: Substring

    init(_ text: String) { rest = Substring(text) }

    mutating func expect(_ character: Character) throws(Malformed) {
        guard rest.first == character else { throw Malformed() }
        rest.removeFirst()
    }

    /// The text up to a character, which is then behind.
    mutating func text(until end: Character) throws(Malformed) -> String {
        guard let index = rest.firstIndex(of: end) else { throw Malformed() }
        defer { rest = rest[rest.index(after: index)...] }
        return String(rest[..<index])
    }

    mutating func integer(endingAt end: Character) throws(Malformed) -> Int {
        guard let number = Int(try text(until: end)) else { throw Malformed() }
        return number
    }

    /// An address up to the next comma or closing bracket, which stay; a bracketed IPv6 address keeps its brackets.
    mutating func address() throws(Malformed) -> String {
        var end = rest.startIndex
        if rest.first == "[" {
            guard let close = rest.firstIndex(of: "]") else { throw Malformed() }
            end = rest.index(after: close)
        }
        while end < rest.endIndex, rest[end] != ",", rest[end] != "]" { end = rest.index(after: end) }
        defer { rest = rest[end...] }
        return String(rest[..<end])
    }

    /// A bracketed list of elements separated by commas.
    mutating func list<Element>(
        _ element: (inout Scanner) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        try expect("[")
        var elements: [Element] = []
        if rest.first != "]" {
            elements.append(try element(&self))
            while rest.first == "," {
                rest.removeFirst()
                elements.append(try element(&self))
            }
        }
        try expect("]")
        return elements
    }
}
