/// What to do about peers that cannot be reached; all have the same cause as a rule, so all have the same advice.
struct PeersAdvice {
    let definition: ClusterDefinition
    /// Where the cluster publishes the peers.
    let published: [Host]
    /// Where it publishes them to clients outside its network, unless that is what was asked for.
    let alternates: [Host]
    /// The hosts at which other nodes of the cluster answer.
    var reached: Set<String> = []

    var text: String {
        let addresses = "the cluster publishes \(few(published.map(\.address)))"
        if published.contains(where: { definition.addressMap($0) != $0 }) {
            return "\(addresses): correct the addresses to which ip_map leads"
        }
        guard !published.allSatisfy({ reached.contains($0.name) }) else {
            return "\(addresses), where other nodes answer: start what is missing there, or open its port"
        }
        guard !definition.usesServicesAlternate else {
            return "\(addresses) as alternate addresses: correct alternate-access-address in the servers' "
                + "configuration, or map them in the profile: \(mapping)"
        }
        if !alternates.isEmpty {
            return "\(addresses), and to clients outside \(few(alternates.map(\.address))): add to cluster: in "
                + "the profile: services_alternate: true"
        }
        let reason = published.allSatisfy(\.isPrivate) ? "private addresses that" : "which"
        return "\(addresses), \(reason) this machine cannot reach: map them in the profile, under cluster: \(mapping), "
            + "or have the servers publish others (access-address, or alternate-access-address with "
            + "services_alternate: true)"
    }

    /// What to do where TLS ends in front of servers that do not know it.
    var terminatorText: String {
        guard !published.isEmpty else { return "none is needed as long as the cluster is a single node" }
        return "where TLS ends in front of each server, map them under cluster: in the profile to where it ends: "
            + "\(mapping); where they speak TLS themselves, configure their tls-port"
    }

    /// Lines for a profile, in which the addresses that this machine can reach are to be filled in.
    private var mapping: String {
        let entries = published.prefix(3).map { "\"\($0.address)\": \"REACHABLE-HOST:PORT\"" }
        return "ip_map: { \(entries.joined(separator: ", "))\(published.count > 3 ? ", …" : "") }"
    }
}

extension Host {
    /// Whether the address is for use inside a network or machine only, such as that of containers.
    ///
    /// Source: RFC 1918, 3927, 4193, 6598 and 6890.
    var isPrivate: Bool {
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        guard numbers.count == 4 else {
            let start = name.lowercased().prefix(2)
            return name.contains(":") && (start == "fc" || start == "fd")
        }
        switch (numbers[0], numbers[1]) {
        case (10, _), (127, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): return true
        default: return false
        }
    }
}
