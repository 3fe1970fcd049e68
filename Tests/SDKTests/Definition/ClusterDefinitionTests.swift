import AerospikeSDK
import Testing

@Suite struct ClusterDefinitionTests {
    @Test func definitionBeginsWithDefaults() {
        let definition = ClusterDefinition("db1")
        #expect(definition.hosts == [Host("db1", 3000)])
        #expect(definition.clusterName == nil && definition.credentials == nil && definition.tls == nil)
        #expect(!definition.usesServicesAlternate && !definition.forcesSingleNode && definition.failsIfNotConnected)
        #expect(definition.addressMap.isEmpty && definition.preferredRacks.isEmpty)
        #expect(definition.systemSettings.connections.maximumPerNode == 100)
        #expect(definition.systemSettings.tendInterval == .seconds(1))
    }

    @Test func everyStepReturnsAChangedCopy() {
        let start = ClusterDefinition("db1")
        let end = start.clusterName("east").withNativeCredentials("app", "pass").usingServicesAlternate()
            .preferringRacks(2, 1).failIfNotConnected(false).forceSingleNode().appID("shop")
            .withTLS(TLSConfiguration(name: "tls1")).withSystemSettings(SystemSettings(tendInterval: .seconds(3)))
        #expect(start == ClusterDefinition("db1"))
        #expect(end.clusterName == "east" && end.credentials == .native(user: "app", password: "pass"))
        #expect(end.usesServicesAlternate && end.preferredRacks == [2, 1] && !end.failsIfNotConnected)
        #expect(end.forcesSingleNode && end.applicationID == "shop" && end.tls?.name == "tls1")
        #expect(end.systemSettings.tendInterval == .seconds(3))
        #expect(end.withCertificateCredentials().credentials == .certificate)
        #expect(end.usingServicesAlternate(false).usesServicesAlternate == false)
    }

    @Test func hostsAreParsedFromAList() throws {
        #expect(
            try ClusterDefinition(hosts: "db1,db2:tls:4333").hosts == [Host("db1"), Host("db2", 4333, tlsName: "tls")])
        #expect(throws: HostParsingError.self) { try ClusterDefinition(hosts: "") }
    }

    @Test func policySaysTheSameAsTheSteps() throws {
        let policy = ClientPolicy(
            user: "app", password: "pass", authMode: .external, tlsConfig: TlsConfig(name: "tls1"), clusterName: "east",
            useServicesAlternate: true, rackIDs: [1], failIfNotConnected: false)
        let steps = ClusterDefinition("db1").withExternalCredentials("app", "pass").withTLS(
            TLSConfiguration(name: "tls1")
        )
        .clusterName("east").usingServicesAlternate().preferringRacks(1).failIfNotConnected(false)
        #expect(try ClusterDefinition(hosts: [Host("db1")], policy: policy) == steps)
        #expect(try ClusterDefinition(hosts: [Host("db1")], policy: ClientPolicy()) == ClusterDefinition("db1"))
    }

    @Test(arguments: [
        ClientPolicy(user: "app"), ClientPolicy(password: "pass"), ClientPolicy(user: "app", authMode: .certificate),
        ClientPolicy(password: "pass", authMode: .certificate),
    ])
    func policyThatContradictsItselfIsRefused(_ policy: ClientPolicy) {
        let error = #expect(throws: AerospikeError.self) { try ClusterDefinition(hosts: [Host("db1")], policy: policy) }
        #expect(error?.code == .invalidArgument)
    }
}
