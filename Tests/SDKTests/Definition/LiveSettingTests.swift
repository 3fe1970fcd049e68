import Testing

@testable import AerospikeSDK

@Suite("What can change while a client runs")
struct LiveSettingTests {
    typealias Change = @Sendable (inout ClusterDefinition) -> Void

    private static let start: ClusterDefinition = {
        var definition = ClusterDefinition("db")
        definition.tls = TLSConfiguration(name: "db")
        definition.credentials = .native(user: "app", password: "old")
        return definition
    }()

    static let live: [(String, Change)] = [
        ("cluster.hosts", { $0.hosts = [Host("other")] }),
        ("cluster.services_alternate", { $0.usesServicesAlternate = true }),
        ("cluster.ip_map", { $0.addressMap = AddressMap([.init(host: "a"): .init(host: "b")]) }),
        ("cluster.racks", { $0.preferredRacks = [1] }),
        ("cluster.detect_load_balancers", { $0.detectsLoadBalancers = false }),
        ("cluster.fail_if_not_connected", { $0.failsIfNotConnected = false }),
        ("cluster.tls.ca_file", { $0.tls?.caFile = "ca.pem" }),
        ("cluster.tls.ca_path", { $0.tls?.caPath = "cas" }),
        ("cluster.tls.client_cert_file", { $0.tls?.clientCertFile = "client.pem" }),
        ("cluster.tls.client_key_file", { $0.tls?.clientKeyFile = "key.pem" }),
        ("cluster.tls.client_key_password", { $0.tls?.clientKeyPassword = "new" }),
        ("cluster.tls.protocols", { $0.tls?.protocols = ["TLSv1.3"] }),
        ("cluster.tls.ciphers", { $0.tls?.ciphers = ["ECDHE-RSA-AES256-GCM-SHA384"] }),
        ("system.connections.minimum_connections_per_node", { $0.systemSettings.connections.minimumPerNode = 1 }),
        ("system.connections.maximum_connections_per_node", { $0.systemSettings.connections.maximumPerNode = 9 }),
        (
            "system.connections.maximum_socket_idle_time",
            { $0.systemSettings.connections.maximumSocketIdleTime = .seconds(9) }
        ),
        (
            "system.connections.wait_for_connection_to_complete",
            { $0.systemSettings.connections.waitForConnectionToComplete = .seconds(9) }
        ),
        (
            "system.circuit_breaker.num_tend_intervals_in_error_window",
            { $0.systemSettings.circuitBreaker.tendIntervalsInErrorWindow = 9 }
        ),
        (
            "system.circuit_breaker.maximum_errors_in_error_window",
            { $0.systemSettings.circuitBreaker.maximumErrorsInErrorWindow = 9 }
        ),
        ("system.refresh.tend_interval", { $0.systemSettings.tendInterval = .seconds(9) }),
        ("cluster.auth.password", { $0.credentials = .native(user: "app", password: "new") }),
    ]

    static let fixed: [(String, Change)] = [
        ("cluster.name", { $0.clusterName = "east" }),
        ("cluster.force_single_node", { $0.forcesSingleNode = true }),
        ("cluster.app_id", { $0.applicationID = "orders" }),
        ("cluster.tls", { $0.tls = nil }),
        ("cluster.tls.name", { $0.tls?.name = "other" }),
        ("cluster.tls.for_login_only", { $0.tls?.forLoginOnly = true }),
        ("cluster.auth", { $0.credentials = nil }),
        ("cluster.auth.mode", { $0.credentials = .external(user: "app", password: "old") }),
        ("cluster.auth.user", { $0.credentials = .native(user: "other", password: "old") }),
        (
            "system.connections.wait_for_login_to_complete",
            { $0.systemSettings.connections.waitForLoginToComplete = .seconds(9) }
        ),
    ]

    @Test("a setting that can change is taken over, and nothing else", arguments: live)
    func applied(key: String, change: Change) {
        var (other, definition) = (Self.start, Self.start)
        change(&other)
        #expect(other != definition)
        let changes = definition.takeOver(other)
        #expect(changes.applied == [key] && changes.needsNewClient.isEmpty)
        #expect(definition == other)
        #expect(definition.takeOver(other).isEmpty)
    }

    @Test("a setting that cannot is named each time, and stays", arguments: fixed)
    func refused(key: String, change: Change) {
        var (other, definition) = (Self.start, Self.start)
        change(&other)
        for _ in 1...2 {
            let changes = definition.takeOver(other)
            #expect(changes.needsNewClient == [key] && changes.applied.isEmpty)
            #expect(definition == Self.start)
        }
    }

    @Test("every setting is one of these")
    func completeness() {
        #expect(Set(LiveSetting.all.map(\.key)) == Set((Self.live + Self.fixed).map(\.0)))
        #expect(LiveSetting.all.count == Self.live.count + Self.fixed.count)
    }

    @Test("behaviors are told by name, those that come and go included")
    func behaviors() {
        var definition = Self.start.withBehaviors(["gone": .default, "same": .readFast])
        let patient = Behavior.default.derivingWithChanges("patient", maxRetries: 9)
        let changes = definition.takeOver(definition.withBehaviors(["patient": patient, "same": .readFast]))
        #expect(changes.applied == ["behaviors.gone", "behaviors.patient"])
        #expect(definition.behaviors["patient"] == patient && definition.behaviors["gone"] == nil)
    }

    @Test("changes are told in one line, without a value, and with the name of the client that they concern")
    func description() {
        var (other, definition) = (Self.start.preferringRacks(1), Self.start)
        other.credentials = .native(user: "other", password: "new")
        other.systemSettings.tendInterval = .seconds(9)
        #expect(DefinitionChanges().description == "nothing changed")
        let changes = definition.takeOver(other)
        #expect(
            changes.description
                == "applied cluster.racks, system.refresh.tend_interval; needs a new client: cluster.auth.user")
        #expect(
            changes.ofClient(named: "olap").description
                == "applied clients.olap.racks, system.refresh.tend_interval; "
                + "needs a new client: clients.olap.auth.user")
        #expect(changes.ofClient(named: "default") == changes)
    }
}
