extension ClusterDefinition {
    /// Requires every node to report this cluster name.
    public func clusterName(_ name: String) -> Self {
        changing { $0.clusterName = name }
    }

    /// Logs in as a user of the cluster's own.
    public func withNativeCredentials(_ user: String, _ password: Secret) -> Self {
        changing { $0.credentials = .native(user: user, password: password) }
    }

    /// Logs in as a user of an external directory; needs TLS, because the password is sent as it is.
    public func withExternalCredentials(_ user: String, _ password: Secret) -> Self {
        changing { $0.credentials = .external(user: user, password: password) }
    }

    /// Logs in as a user of an external directory over a connection without TLS: for test networks only.
    public func withExternalInsecureCredentials(_ user: String, _ password: Secret) -> Self {
        changing { $0.credentials = .externalInsecure(user: user, password: password) }
    }

    /// Logs in as the user that the client's certificate names.
    public func withCertificateCredentials() -> Self {
        changing { $0.credentials = .certificate }
    }

    /// Encrypts connections.
    public func withTLS(_ configuration: TLSConfiguration) -> Self {
        changing { $0.tls = configuration }
    }

    /// Uses the addresses that servers publish for clients outside their network.
    public func usingServicesAlternate(_ enabled: Bool = true) -> Self {
        changing { $0.usesServicesAlternate = enabled }
    }

    /// Dials other addresses than the cluster publishes.
    public func withAddressMap(_ map: AddressMap) -> Self {
        changing { $0.addressMap = map }
    }

    /// Dials other addresses than the cluster publishes, each side `host` or `host:port`.
    ///
    /// - Throws: `HostParsingError` when a side is neither.
    public func withIPMap(_ map: [String: String]) throws(HostParsingError) -> Self {
        var entries: [AddressMap.Endpoint: AddressMap.Endpoint] = [:]
        for (published, dialled) in map {
            entries[try AddressMap.Endpoint(parsing: published)] = try AddressMap.Endpoint(parsing: dialled)
        }
        return withAddressMap(AddressMap(entries))
    }

    /// Reads from these racks where the behavior asks for it, the most preferred first.
    public func preferringRacks(_ racks: Int...) -> Self {
        preferringRacks(racks)
    }

    /// Reads from these racks where the behavior asks for it, the most preferred first.
    public func preferringRacks(_ racks: [Int]) -> Self {
        changing { $0.preferredRacks = racks }
    }

    /// Chooses whether connecting fails when no seed can be reached.
    public func failIfNotConnected(_ enabled: Bool = true) -> Self {
        changing { $0.failsIfNotConnected = enabled }
    }

    /// Talks to the first seed that answers, and to no other node.
    public func forceSingleNode(_ enabled: Bool = true) -> Self {
        changing { $0.forcesSingleNode = enabled }
    }

    /// Chooses whether a seed that leads to a node by another address than its own is left for that.
    ///
    /// A load balancer among the seeds leads to any node, and to another one with each connection. The node behind it is
    /// therefore met at the address that it publishes; when that cannot be reached, the seed is kept, with a warning.
    public func detectingLoadBalancers(_ enabled: Bool = true) -> Self {
        changing { $0.detectsLoadBalancers = enabled }
    }

    /// Names this application to the servers that count their clients.
    public func appID(_ id: String) -> Self {
        changing { $0.applicationID = id }
    }

    /// Replaces the settings of the client as a whole.
    public func withSystemSettings(_ settings: SystemSettings) -> Self {
        changing { $0.systemSettings = settings }
    }

    /// Replaces the behaviors that can be looked up by name.
    public func withBehaviors(_ behaviors: [String: Behavior]) -> Self {
        changing { $0.behaviors = behaviors }
    }

    /// Replaces the named sessions, each with its behavior.
    public func withSessions(_ sessions: [String: Behavior]) -> Self {
        changing { $0.sessions = sessions }
    }

    private func changing(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}
