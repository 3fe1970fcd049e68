import Testing

@testable import AerospikeSDK

@Suite("How a client calls itself")
struct UserAgentTests {
    private func text(_ definition: ClusterDefinition) throws -> String {
        let request = try #require(UserAgent(definition).request(to: "8.1.2.0"))
        let value = try #require(request.split(separator: "=", maxSplits: 1).last)
        #expect(request.hasPrefix("user-agent-set:value="))
        return String(decoding: try #require(Base64.decode(value)), as: UTF8.self)
    }

    @Test("By its language, its version and its application, else its user, else nobody")
    func names() throws {
        let definition = ClusterDefinition("db")
        #expect(try text(definition) == "1,swift-\(ClientVersion.current),not-set")
        let user = definition.withNativeCredentials("alice", "secret")
        #expect(try text(user) == "1,swift-\(ClientVersion.current),alice")
        #expect(try text(user.appID("orders")) == "1,swift-\(ClientVersion.current),orders")
    }

    @Test("No longer than servers keep, and never in the middle of a character")
    func length() throws {
        let request = UserAgent(ClusterDefinition("db").appID(String(repeating: "é", count: 100))).request(to: "8.1")
        let value = try #require(request?.split(separator: "=", maxSplits: 1).last)
        #expect(value.utf8.count <= 87, "a server has 88 bytes for it, one of which ends the text")
        #expect(try text(ClusterDefinition("db").appID(String(repeating: "é", count: 100))).hasSuffix("éé"))
    }

    @Test(
        "Only to servers that know the request",
        arguments: [
            ("8.1.0.0", true), ("8.1", true), ("8.2.0.1-rc", true), ("10.0", true), ("8.0.9.9", false),
            ("7.2.0.1", false), ("", false), ("x", false),
        ])
    func builds(build: String, isTold: Bool) {
        #expect((UserAgent(ClusterDefinition("db")).request(to: build) != nil) == isTold)
    }
}
