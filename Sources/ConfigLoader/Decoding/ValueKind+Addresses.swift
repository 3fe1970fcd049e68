import AerospikeSDK

extension ValueKind where Value == Host {
    /// One server in the grammar of a seed list.
    static let host = parsed("host[:tlsName][:port]", .host) { text, node, _, problems in
        problems.host(text, at: node.range)
    }
}

extension ValueKind where Value == [Located<Host>] {
    /// A list of servers, or one text with commas between them.
    static let hosts = ValueKind(expectedHosts, .either([.list(.host), .text])) { node, place, problems in
        guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
            return ValueKind<Host>.host.list(expectedHosts).decode(node, place, &problems)
        }
        return text.split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
            problems.host(String(part.trimmingWhitespace()), at: node.range).map { Located($0, at: node.range) }
        }
    }

    private static let expectedHosts = "a list of hosts, each host[:tlsName][:port]"
}

extension ValueKind where Value == AddressMap {
    /// A mapping of addresses to addresses, each side a host, with a port or for every port.
    static let addressMap = ValueKind("a mapping of addresses, each host or host:port", .table(.address)) {
        node, place, problems in
        guard let entries = endpoints.decode(node, place, &problems) else { return nil }
        var map = AddressMap()
        map.entries.reserveCapacity(entries.count)
        for entry in entries {
            let published = problems.endpoint(entry.name.value, at: entry.name.range)
            if let published { map.entries[published] = entry.value }
        }
        return map
    }

    private static let endpoints = endpoint.table(
        "a mapping of addresses, each host or host:port", orElse: .init(host: ""))

    private static let endpoint = ValueKind<AddressMap.Endpoint>.parsed("host or host:port", .address) {
        text, node, _, problems in
        problems.endpoint(text, at: node.range)
    }
}

extension Problems {
    /// Parses a host, or notes what is wrong with it.
    fileprivate mutating func host(_ text: String, at range: SourceRange) -> Host? {
        guard !text.isEmpty else {
            add(.invalidHost, at: range, "a host is missing before, after or between the commas")
            return nil
        }
        let host = address(text, at: range) { text throws(HostParsingError) in
            try Host(parsing: text)
        } name: {
            $0.name
        }
        guard host?.tlsName?.contains("@") != true else {
            refuse(text, at: range, HostName.credentials)
            return nil
        }
        return host
    }

    /// Parses a side of an address map, or notes what is wrong with it.
    fileprivate mutating func endpoint(_ text: String, at range: SourceRange) -> AddressMap.Endpoint? {
        address(text, at: range) { text throws(HostParsingError) in
            try AddressMap.Endpoint(parsing: text)
        } name: {
            $0.host
        }
    }

    private mutating func address<Address>(
        _ text: String,
        at range: SourceRange,
        parsing parse: (String) throws(HostParsingError) -> Address,
        name: (Address) -> String
    ) -> Address? {
        do throws(HostParsingError) {
            let address = try parse(text)
            guard let problem = HostName.problem(name(address)) else { return address }
            refuse(text, at: range, problem)
        } catch {
            refuse(text, at: range, error.problem)
        }
        return nil
    }

    private mutating func refuse(_ text: String, at range: SourceRange, _ problem: String) {
        add(.invalidHost, at: range, "\(text.quoted) is not a host", help: problem.printable)
    }
}
