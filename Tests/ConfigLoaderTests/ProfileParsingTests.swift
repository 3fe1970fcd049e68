import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct ProfileParsingTests {
    @Test func everyKeyOfAClusterReachesTheDefinition() throws {
        let definition = try Profile(
            parsing: """
                cluster:
                  name: prod
                  hosts: [db1:tls1:4333, "[::1]:3100", db2]
                  services_alternate: true
                  ip_map: { 10.0.0.1: 3.72.54.187, "172.17.0.3:3000": "127.0.0.1:4000" }
                  racks: [2, 1]
                  force_single_node: true
                  detect_load_balancers: false
                  fail_if_not_connected: false
                  app_id: shop
                  tls:
                    name: no
                    ca_file: /etc/ca.pem
                    ca_path: /etc/certs
                    client_cert_file: /etc/client.pem
                    client_key_file: /etc/client.key
                    client_key_password: 54321
                    protocols: [TLSv1.3]
                    ciphers: [TLS_AES_128_GCM_SHA256]
                    for_login_only: true
                  auth: { mode: external, user: app, password: 12345 }
                """
        ).makeDefinition()
        let expected = ClusterDefinition(hosts: [
            Host("db1", 4333, tlsName: "tls1"), Host("::1", 3100), Host("db2"),
        ])
        .clusterName("prod")
        .usingServicesAlternate()
        .withAddressMap(
            AddressMap([
                .init(host: "10.0.0.1"): .init(host: "3.72.54.187"),
                .init(host: "172.17.0.3", port: 3000): .init(host: "127.0.0.1", port: 4000),
            ])
        )
        .preferringRacks(2, 1)
        .forceSingleNode()
        .detectingLoadBalancers(false)
        .failIfNotConnected(false)
        .appID("shop")
        .withTLS(
            TLSConfiguration(
                name: "no", caFile: "/etc/ca.pem", caPath: "/etc/certs", clientCertFile: "/etc/client.pem",
                clientKeyFile: "/etc/client.key", clientKeyPassword: "54321", protocols: ["TLSv1.3"],
                ciphers: ["TLS_AES_128_GCM_SHA256"], forLoginOnly: true)
        )
        .withExternalCredentials("app", "12345")
        .withBehaviors(Dictionary(uniqueKeysWithValues: Behavior.predefined.map { ($0.name, $0) }))
        .withSessions(["default": .default])
        #expect(definition == expected)
    }

    @Test func aShortProfileKeepsAllDefaults() throws {
        let definition = try profile().makeDefinition()
        let plain = ClusterDefinition("db1").withBehaviors(definition.behaviors).withSessions(definition.sessions)
        #expect(definition == plain)
        #expect(definition.behaviors["READ_FAST"] == .readFast)
        #expect(definition.sessions == ["default": .default])
    }

    @Test func aSeedListMayBeOneText() throws {
        let definition = try profile(cluster: "hosts: 'db1:3000, db2:tls:4333', tls: {}").makeDefinition()
        #expect(definition.hosts == [Host("db1"), Host("db2", 4333, tlsName: "tls")])
    }

    @Test(arguments: [
        ("mode: native, user: u, password: p", Credentials.native(user: "u", password: "p")),
        ("user: u, password: p", .native(user: "u", password: "p")),
        ("mode: external_insecure, user: u, password: p", .externalInsecure(user: "u", password: "p")),
    ])
    func credentials(_ auth: String, _ expected: Credentials) throws {
        let definition = try profile(cluster: "hosts: [a], auth: { \(auth) }").makeDefinition()
        #expect(definition.credentials == expected)
    }

    @Test func certificateLoginsNeedNoUser() throws {
        let definition = try profile(
            cluster: "hosts: [a], tls: { client_cert_file: c, client_key_file: k }, auth: { mode: certificate }"
        ).makeDefinition()
        #expect(definition.credentials == .certificate)
    }

    @Test func anEmptyTLSSectionAsksForTLS() throws {
        #expect(try profile(cluster: "hosts: ['a:name'], tls: {}").makeDefinition().tls == TLSConfiguration())
    }

    @Test(arguments: [
        ("name: 5", "5"), ("name: no", "no"), ("name: 0x10", "0x10"), ("name: '~'", "~"), ("name: \"null\"", "null"),
        ("name: !!str null", "null"), ("name: 2001-01-01", "2001-01-01"), ("name: 'größe 🚀'", "größe 🚀"),
    ])
    func textIsNeverReinterpreted(_ name: String, _ expected: String) throws {
        #expect(try profile(cluster: "hosts: [a], \(name)").makeDefinition().clusterName == expected)
    }

    @Test(arguments: ["~", "null", "Null", "NULL", "", "''"])
    func aNameIsNeverEmpty(_ name: String) throws {
        let error = try parsingError("cluster:\n  hosts: [a]\n  name: \(name)\n")
        #expect(error.diagnostics.map(\.code) == [.wrongType])
    }

    @Test func aliasesRepeatWhatTheirAnchorsMark() throws {
        let behaviors = try profile(
            """
            behaviors:
              a: { all_operations: &slow { abandon_call_after: 60s } }
              b: { query: *slow }
            """
        ).behaviors
        #expect(behaviors["b"]?.settings(.read, .query).totalTimeout == .seconds(60))
        #expect(behaviors["b"]?.settings(.read, .point).totalTimeout == .seconds(1))
    }

    @Test(arguments: [
        "\u{FEFF}cluster: { hosts: [a] }", "cluster:\r\n  hosts: [a]\r\n",
        "%YAML 1.2\n---\ncluster: {hosts: [a]}\n...\n",
    ])
    func otherSpellingsOfAFileAreRead(_ text: String) throws {
        #expect(try Profile(parsing: text).makeDefinition().hosts == [Host("a")])
    }

    @Test func theClustersOwnSystemSettingsWinFieldByField() throws {
        let definition = try profile(
            """
            version: 1.0.0
            system:
              prod:
                connections: { maximum_connections_per_node: 50 }
                refresh: { tend_interval: 2s }
              DEFAULT:
                connections:
                  minimum_connections_per_node: 10
                  maximum_connections_per_node: 300
                  maximum_socket_idle_time: 30s
                  wait_for_connection_to_complete: 500ms
                  wait_for_login_to_complete: 3s
                circuit_breaker: { num_tend_intervals_in_error_window: 2, maximum_errors_in_error_window: 0 }
                refresh: { tend_interval: 5s }
                transactions: { implicit_batch_write_transactions: true, sleep_between_attempts: 1000ms, number_of_attempts: 5 }
                metrics: { enabled: true, report_size_limit: 10mb, labels: { team: 5 }, extended: { usage: { enabled: false } } }
            """, cluster: "name: prod, hosts: [a]"
        ).makeDefinition()
        let expected = SystemSettings(
            connections: .init(
                minimumPerNode: 10, maximumPerNode: 50, maximumSocketIdleTime: .seconds(30),
                waitForConnectionToComplete: .milliseconds(500), waitForLoginToComplete: .seconds(3)),
            circuitBreaker: .init(tendIntervalsInErrorWindow: 2, maximumErrorsInErrorWindow: 0),
            tendInterval: .seconds(2))
        #expect(definition.systemSettings == expected)
    }

    @Test(arguments: [("{}", 1, 1), ("{ nodes: 2 }", 2, 2), ("{ nodes: 16, replication_factor: 1 }", 16, 1)])
    func sandboxes(_ text: String, _ nodes: Int, _ factor: Int) throws {
        #expect(try profile("sandbox: \(text)").sandbox == Profile.Sandbox(nodes: nodes, replicationFactor: factor))
        #expect(try profile().sandbox == nil)
    }
}
