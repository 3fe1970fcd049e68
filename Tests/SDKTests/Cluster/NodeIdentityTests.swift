import Testing

@testable import AerospikeSDK

@Suite("Whom a dialled address leads to")
struct NodeIdentityTests {
    private let published = Host("172.17.0.3")

    private func identity() throws -> NodeIdentity {
        let answers = [("node", "A"), ("partition-generation", "7"), ("build", "8.1.2.0"), ("cluster-name", "null")]
        return try NodeIdentity(
            InfoAnswers(answers.map { InfoMessage.Answer($0.0, $0.1) }), expectedClusterName: nil)
    }

    @Test("The node that is published there is accepted, and any node where none is named")
    func expected() throws {
        try identity().check("A", at: published, mappedTo: published)
        try identity().check(nil, at: published, mappedTo: published)
    }

    @Test("Another node is refused, with both addresses and what to do")
    func another() throws {
        let identity = try identity()
        let error = #expect(throws: AerospikeError.self) {
            try identity.check("B", at: published, mappedTo: Host("127.0.0.1"))
        }
        #expect(error?.code == .nodeRefused)
        #expect(
            error?.message
                == "the node B is published at 172.17.0.3:3000 (mapped to 127.0.0.1:3000), where A answers")
        #expect(error?.advice?.contains("ip_map") == true)
    }
}
