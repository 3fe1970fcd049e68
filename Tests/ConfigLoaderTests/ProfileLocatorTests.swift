import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct ProfileLocatorTests {
    private let text = "cluster: { hosts: [a] }"

    private func locator(_ directory: String? = nil, _ environment: [String: String] = [:]) -> ProfileLocator {
        ProfileLocator(directory: directory) { environment[$0] }
    }

    @Test func aGivenFolderIsTheOnlyOne() {
        let environment = ["CONNECTOR_PROFILES": "/env", "XDG_CONFIG_HOME": "/xdg", "HOME": "/home/me"]
        #expect(locator("/given", environment).directories == ["/given"])
        #expect(locator(nil, environment).directories == ["/env"])
    }

    @Test func theUsualFoldersInTheirOrder() {
        #expect(
            locator(nil, ["XDG_CONFIG_HOME": "/xdg", "HOME": "/home/me"]).directories
                == ["profiles", "/xdg/aerospike/profiles", "/etc/aerospike/profiles"])
        #expect(
            locator(nil, ["CONNECTOR_PROFILES": "", "XDG_CONFIG_HOME": "", "HOME": "/home/me"]).directories
                == ["profiles", "/home/me/.config/aerospike/profiles", "/etc/aerospike/profiles"])
        #expect(locator().directories == ["profiles", "/etc/aerospike/profiles"])
    }

    @Test func findsBothExtensions() throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "a.yaml")
        try folder.write(text, to: "a.yml")
        try folder.write(text, to: "b.yml")
        try folder.write(text, to: "notes.txt")
        try folder.write(text, to: "with space.yaml")
        let locator = locator(folder.path)
        #expect(try locator.path(of: "a") == "\(folder.path)/a.yaml")
        #expect(try locator.path(of: "b") == "\(folder.path)/b.yml")
        #expect(locator.profiles().map(\.name) == ["a", "b"])
        #expect(locator.profiles().map(\.path) == ["\(folder.path)/a.yaml", "\(folder.path)/b.yml"])
    }

    @Test func theFirstFolderWins() throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "xdg/aerospike/profiles/locator-test.yaml")
        let locator = locator(nil, ["XDG_CONFIG_HOME": "\(folder.path)/xdg"])
        #expect(try locator.path(of: "locator-test") == "\(folder.path)/xdg/aerospike/profiles/locator-test.yaml")
        #expect(locator.profiles().contains { $0.name == "locator-test" })
    }

    @Test(arguments: ["./a", "a/b", "/etc/passwd", "a.yaml", "b.yml", "../x"])
    func pathsAreNotLookedFor(_ path: String) throws {
        #expect(try locator("/nowhere").path(of: path) == path)
    }

    @Test(arguments: ["", "..", ".", "a..b", "a b", "größe", "a\0", "a\n", "~"])
    func namesCannotLeaveTheirFolder(_ name: String) throws {
        let error = try #require(throws: ProfileError.self) { _ = try locator("/nowhere").path(of: name) }
        #expect(error.diagnostics.map(\.code) == [.profileNotFound])
    }

    @Test func aMissingProfileSaysWhatThereIs() throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "prod.yaml")
        try folder.write(text, to: "staging.yaml")
        let error = try #require(throws: ProfileError.self) { _ = try Profile.load("prd", from: folder.path) }
        #expect(
            error.description == """
                error[P015]: there is no profile named 'prd'
                note: looked in \(folder.path)
                note: there are: prod, staging
                help: did you mean 'prod'?

                1 error
                """)
    }

    @Test func theEnvironmentNamesTheProfile() throws {
        #expect(try locator(nil, ["CONNECTOR_PROFILE": "prod"]).chosenName() == "prod")
        #expect(try locator(nil, ["CONNECTOR_PROFILE": "prod"]).chosenName("dev") == "dev")
        let error = try #require(throws: ProfileError.self) { _ = try locator("/nowhere").chosenName() }
        #expect(error.description.contains("no profile is named"))
        #expect(error.description.contains("CONNECTOR_PROFILE"))
    }

    @Test func loadsByName() throws {
        let folder = try TemporaryFolder()
        // Not by its hosts, which the environment of a test against real servers names.
        try folder.write("cluster: { name: prod-east, hosts: [a] }", to: "prod.yml")
        let profile = try Profile.load("prod", from: folder.path)
        #expect(profile.name == "prod")
        #expect(profile.path == "\(folder.path)/prod.yml")
        #expect(try ClusterDefinition.load(profile: "prod", from: folder.path).clusterName == "prod-east")
    }
}
