import AerospikeSDK

extension ValueKind where Value == Host {
    /// One server in the grammar of a seed list.
    static let host = parsed("host[:tlsName][:port]") { text, node, place, problems in
        do throws(HostParsingError) {
            return try Host(parsing: text)
        } catch {
            problems.invalidHost(text, node, error.problem)
            return nil
        }
    }
}

extension ValueKind where Value == [Located<Host>] {
    /// A list of servers, or one text with commas between them.
    static let hosts = ValueKind("a list of hosts, each host[:tlsName][:port]") { node, place, problems in
        if case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty {
            do throws(HostParsingError) {
                return try Host.parse(list: text).map { Located($0, at: node.range) }
            } catch {
                problems.invalidHost(text, node, error.problem)
                return nil
            }
        }
        return ValueKind<Host>.host.list("a list of hosts, each host[:tlsName][:port]").decode(node, place, &problems)
    }
}

extension ValueKind where Value == AddressMap.Endpoint {
    /// A host, with a port or for every port.
    static let endpoint = parsed("host or host:port") { text, node, place, problems in
        do throws(HostParsingError) {
            return try AddressMap.Endpoint(parsing: text)
        } catch {
            problems.invalidHost(text, node, error.problem)
            return nil
        }
    }
}

extension Problems {
    /// Notes what the parser of hosts says about a text.
    fileprivate mutating func invalidHost(_ text: String, _ node: YAMLNode, _ problem: String) {
        add(.invalidHost, at: node.range, "\(text.quoted) is not a host", help: problem)
    }
}
