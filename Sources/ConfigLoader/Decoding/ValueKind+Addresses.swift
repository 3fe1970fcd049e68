import AerospikeSDK

extension ValueKind where Value == Host {
    /// One server in the grammar of a seed list.
    static let host = parsed("host[:tlsName][:port]", .host) { text, node, place, problems in
        problems.address(text, at: node.range) { text throws(HostParsingError) in try Host(parsing: text) }
    }
}

extension ValueKind where Value == [Located<Host>] {
    /// A list of servers, or one text with commas between them.
    static let hosts = ValueKind("a list of hosts, each host[:tlsName][:port]", .either([.list(.host), .text])) {
        node, place, problems in
        guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
            let list = ValueKind<Host>.host.list("a list of hosts, each host[:tlsName][:port]")
            return list.decode(node, place, &problems)
        }
        let hosts = problems.address(text, at: node.range) { text throws(HostParsingError) in
            try Host.parse(list: text)
        }
        return hosts?.map { Located($0, at: node.range) }
    }
}

extension ValueKind where Value == AddressMap {
    /// A mapping of addresses to addresses, each side a host, with a port or for every port.
    static let addressMap = ValueKind("a mapping of addresses, each host or host:port", .table(.address)) {
        node, place, problems in
        guard let entries = endpoints.decode(node, place, &problems) else { return nil }
        var map = AddressMap()
        map.entries.reserveCapacity(entries.count)
        for entry in entries {
            let published = problems.address(entry.name.value, at: entry.name.range, parsing: parseEndpoint)
            if let published { map.entries[published] = entry.value }
        }
        return map
    }

    private static let endpoints = endpoint.table("a mapping of addresses, each host or host:port")

    private static let endpoint = ValueKind<AddressMap.Endpoint>.parsed("host or host:port", .address) {
        text, node, place, problems in
        problems.address(text, at: node.range, parsing: parseEndpoint)
    }

    private static func parseEndpoint(_ text: String) throws(HostParsingError) -> AddressMap.Endpoint {
        try AddressMap.Endpoint(parsing: text)
    }
}

extension Problems {
    /// Parses an address, or notes what its parser says about the text.
    fileprivate mutating func address<Address>(
        _ text: String,
        at range: SourceRange,
        parsing parse: (String) throws(HostParsingError) -> Address
    ) -> Address? {
        do throws(HostParsingError) {
            return try parse(text)
        } catch {
            add(.invalidHost, at: range, "\(text.quoted) is not a host", help: error.problem.printable)
            return nil
        }
    }
}
