/// Where TLS is for logins only, a node is met over TLS and worked with in clear.
///
/// Source: `as_switch_to_clear_socket` of the C client.
extension NodeDialer {
    /// A node as it is to be worked with: as it was met, or in clear, at the address that it publishes for that.
    ///
    /// - Throws: `AerospikeError` with code `nodeRefused` when it publishes none, or with the reason why it cannot be used
    ///   there.
    func followed(_ acquaintance: Acquaintance) async throws(AerospikeError) -> Acquaintance {
        guard encryption?.isForLoginsOnly == true else { return acquaintance }
        let deadline = MonotonicTime.now().advanced(by: connectTimeout)
        let (name, login) = (acquaintance.identity.name, acquaintance.connection.login)
        let hosts = try await acquaintance.connection.clearAddresses(
            of: name, alternate: usesServicesAlternate, until: deadline)
        let race = Race(until: deadline) { host throws(AerospikeError) in
            // The password stays behind: what opens the doors here is the token that the login has brought.
            let own = try await greet(host, as: nil, until: deadline) { _ in login }
            try own.identity.check(name, besides: [own.identity.name], at: host, mappedTo: own.host)
            return own
        }
        let outcome = await race(hosts)
        var own = try winner(of: outcome, hosts) { error in
            var failure = unreachable(name, error, at: hosts, way: " in clear")
            // It was the node itself that gave the token.
            if error.code == .loginRefused { failure.advice = "see that its address in clear leads to no other node" }
            return failure
        }
        own.remark = acquaintance.remark
        return own
    }
}

extension ControlConnection {
    /// Asks a node that was met over TLS where it is reached in clear.
    ///
    /// - Throws: `AerospikeError` with code `nodeRefused` when it publishes no such address.
    func clearAddresses(
        of node: String,
        alternate: Bool,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> [Host] {
        let request = ServiceList.request(alternate: alternate, tls: false)
        let answers = try await ask([request], until: deadline)
        if let hosts = answers[request].flatMap({ ServiceList(parsing: $0, tlsName: nil) })?.hosts { return hosts }
        throw AerospikeError(
            .nodeRefused,
            "the node \(node) takes the login over TLS, and publishes no address for all else (\(request))", node: node,
            advice: alternate
                ? "set alternate-access-address on the servers, or leave services_alternate out"
                : "leave for_login_only out to encrypt everything, or give the servers a port in clear")
    }
}
