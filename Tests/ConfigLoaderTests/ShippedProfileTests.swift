import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct ShippedProfileTests {
    @Test func allAreThere() {
        #expect(Fixtures.shippedNames == ["ci", "dev", "local", "prod", "staging"])
    }

    @Test(arguments: Fixtures.shippedNames)
    func loads(_ name: String) throws {
        let profile = try Fixtures.shipped(name)
        #expect(profile.name == name)
        #expect(profile.sessions["default"]?.behavior != nil)
        // A profile of the package names the file of a password, and never a password.
        #expect(profile.contents.cluster?.auth?.password == nil)
        guard !profile.namesPasswordFile else { return }
        #expect(try !profile.makeDefinition().hosts.isEmpty)
    }

    @Test func theSandboxOfTheFirstRun() throws {
        let profile = try Fixtures.shipped("local")
        #expect(profile.sandbox == Profile.Sandbox(nodes: 3, replicationFactor: 2))
        #expect(try profile.makeDefinition().hosts == [Host("127.0.0.1")])
        #expect(try profile.makeDefinition().clusterName == "local")
    }

    @Test func production() throws {
        let definition = try Fixtures.shipped("prod").makeDefinition()
        #expect(definition.credentials == .certificate)
        #expect(definition.hosts.last == Host("2001:db8::7", 4333))
        #expect(definition.preferredRacks == [1, 2])
        #expect(definition.sessions["default"]?.settings(.read, .point).replica == .preferRack)
        #expect(definition.sessions["reports"]?.settings(.read, .point).maxRetries == 5)
        #expect(definition.systemSettings.connections.maximumPerNode == 300)
        #expect(definition.systemSettings.circuitBreaker.maximumErrorsInErrorWindow == 200)
    }

    @Test func stagingNeedsItsPassword() throws {
        let profile = try Fixtures.shipped("staging")
        let error = try #require(throws: ProfileError.self) { _ = try profile.makeDefinition() }
        #expect(error.diagnostics.map(\.code) == [.unreadableSecret])
    }

    @Test("two clusters, each with its session")
    func development() throws {
        let profile = try Fixtures.shipped("dev")
        #expect(profile.clientNames == ["default", "reports"])
        #expect(try profile.session("nightly").client == "reports")
        let reports = try profile.makeDefinition(client: "reports")
        #expect(reports.hosts == [Host("127.0.0.1", 5000)] && reports.clusterName == "dev-reports")
        #expect(reports.forcesSingleNode && reports.addressMap.entries.count == 3)
    }
}
