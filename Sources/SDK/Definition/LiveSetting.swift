/// A setting of a definition, and whether a client that runs can take on another value of it.
struct LiveSetting: Sendable {
    /// The setting's place in a profile.
    let key: String
    let isLive: Bool
    /// Whether two definitions differ in it.
    let differs: @Sendable (ClusterDefinition, ClusterDefinition) -> Bool
    /// Copies it from the second definition to the first.
    let copy: @Sendable (inout ClusterDefinition, ClusterDefinition) -> Void

    /// A setting that can change while a client runs.
    private static func live<Value: Equatable & Sendable>(
        _ key: String,
        _ path: any WritableKeyPath<ClusterDefinition, Value> & Sendable
    ) -> LiveSetting {
        LiveSetting(key: key, isLive: true) {
            $0[keyPath: path] != $1[keyPath: path]
        } copy: {
            $0[keyPath: path] = $1[keyPath: path]
        }
    }

    /// A setting that a client keeps as long as it lives.
    private static func fixed<Value: Equatable & Sendable>(
        _ key: String,
        _ value: @escaping @Sendable (ClusterDefinition) -> Value
    ) -> LiveSetting {
        LiveSetting(key: key, isLive: false) {
            value($0) != value($1)
        } copy: { _, _ in
        }
    }

    /// A setting of TLS that counts for the connections to come; TLS itself comes and goes with a client.
    private static func tls<Value: Equatable & Sendable>(
        _ key: String,
        _ path: any WritableKeyPath<TLSConfiguration, Value> & Sendable
    ) -> LiveSetting {
        LiveSetting(key: "cluster.tls.\(key)", isLive: true) {
            guard let old = $0.tls, let new = $1.tls else { return false }
            return old[keyPath: path] != new[keyPath: path]
        } copy: {
            guard let new = $1.tls else { return }
            $0.tls?[keyPath: path] = new[keyPath: path]
        }
    }

    /// A setting that counts only beside the one that it belongs to, whose own change says it all.
    private static func fixedPart<Whole, Value: Equatable & Sendable>(
        _ key: String,
        of whole: @escaping @Sendable (ClusterDefinition) -> Whole?,
        _ part: @escaping @Sendable (Whole) -> Value
    ) -> LiveSetting {
        LiveSetting(key: key, isLive: false) {
            guard let old = whole($0), let new = whole($1) else { return false }
            return part(old) != part(new)
        } copy: { _, _ in
        }
    }
}

extension LiveSetting {
    /// Every setting but behaviors and sessions, which are told by their names.
    static let all: [LiveSetting] = cluster + tls + auth + system

    static let hosts = live("cluster.hosts", \.hosts)

    private static let cluster: [LiveSetting] = [
        fixed("cluster.name") { $0.clusterName },
        hosts,
        live("cluster.services_alternate", \.usesServicesAlternate),
        live("cluster.ip_map", \.addressMap),
        live("cluster.racks", \.preferredRacks),
        fixed("cluster.force_single_node") { $0.forcesSingleNode },
        live("cluster.detect_load_balancers", \.detectsLoadBalancers),
        live("cluster.fail_if_not_connected", \.failsIfNotConnected),
        fixed("cluster.app_id") { $0.applicationID },
    ]

    private static let tls: [LiveSetting] = [
        fixed("cluster.tls") { $0.tls == nil },
        fixedPart("cluster.tls.name", of: { $0.tls }, { $0.name }),
        tls("ca_file", \.caFile),
        tls("ca_path", \.caPath),
        tls("client_cert_file", \.clientCertFile),
        tls("client_key_file", \.clientKeyFile),
        tls("client_key_password", \.clientKeyPassword),
        tls("protocols", \.protocols),
        tls("ciphers", \.ciphers),
        fixedPart("cluster.tls.for_login_only", of: { $0.tls }, { $0.forLoginOnly }),
    ]

    private static let auth: [LiveSetting] = [
        fixed("cluster.auth") { $0.credentials == nil },
        fixedPart("cluster.auth.mode", of: { $0.credentials }, { $0.mode }),
        fixedPart("cluster.auth.user", of: { $0.credentials }, { $0.user }),
        password,
    ]

    /// The password of the same user, with which the next login is made; another user or mode says it all.
    static let password = LiveSetting(key: "cluster.auth.password", isLive: true) {
        guard let old = $0.credentials, let new = $1.credentials else { return false }
        return old.mode == new.mode && old.user == new.user && old.password != new.password
    } copy: {
        $0.credentials = $1.credentials
    }

    private static let system: [LiveSetting] = [
        live("system.connections.minimum_connections_per_node", \.systemSettings.connections.minimumPerNode),
        live("system.connections.maximum_connections_per_node", \.systemSettings.connections.maximumPerNode),
        live("system.connections.maximum_socket_idle_time", \.systemSettings.connections.maximumSocketIdleTime),
        live(
            "system.connections.wait_for_connection_to_complete",
            \.systemSettings.connections.waitForConnectionToComplete),
        fixed("system.connections.wait_for_login_to_complete") {
            $0.systemSettings.connections.waitForLoginToComplete
        },
        live(
            "system.circuit_breaker.num_tend_intervals_in_error_window",
            \.systemSettings.circuitBreaker.tendIntervalsInErrorWindow),
        live(
            "system.circuit_breaker.maximum_errors_in_error_window",
            \.systemSettings.circuitBreaker.maximumErrorsInErrorWindow),
        live("system.refresh.tend_interval", \.systemSettings.tendInterval),
    ]
}

extension Credentials {
    fileprivate var password: Secret? {
        switch self {
        case .native(_, let password), .external(_, let password), .externalInsecure(_, let password): password
        case .certificate: nil
        }
    }
}

extension ClusterDefinition {
    /// Takes over what can change in a client that runs, and says what else differs; sessions are left out.
    mutating func takeOver(_ other: ClusterDefinition) -> DefinitionChanges {
        var changes = DefinitionChanges()
        for setting in LiveSetting.all where setting.differs(self, other) {
            guard setting.isLive else {
                changes.needsNewClient.append(setting.key)
                continue
            }
            setting.copy(&self, other)
            changes.applied.append(setting.key)
        }
        for name in Set(behaviors.keys).union(other.behaviors.keys).sorted()
        where behaviors[name] != other.behaviors[name] {
            changes.applied.append("behaviors.\(name)")
        }
        behaviors = other.behaviors
        return changes
    }
}
