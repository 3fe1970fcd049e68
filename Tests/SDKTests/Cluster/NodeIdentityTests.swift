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

    @Test("The node that is published there is accepted, under a new name too, and any node where none is named")
    func expected() throws {
        try identity().check("A", besides: ["B", "C"], at: published, mappedTo: published)
        try identity().check("OLD", besides: ["B", "C"], at: published, mappedTo: published)
        try identity().check(nil, besides: ["A"], at: published, mappedTo: published)
    }

    @Test("Another node is refused, with both addresses and what to do")
    func another() throws {
        let identity = try identity()
        let error = #expect(throws: AerospikeError.self) {
            try identity.check("B", besides: ["A", "C"], at: published, mappedTo: Host("127.0.0.1"))
        }
        #expect(error?.code == .nodeRefused)
        #expect(
            error?.message
                == "the node B is published at 172.17.0.3:3000 (mapped to 127.0.0.1:3000), where A answers")
        #expect(error?.advice?.contains("ip_map") == true)
    }

    @Test("A server that has not joined its cluster yet is told apart from one that is refused")
    func unready() {
        let answers = [("node", "A"), ("partition-generation", "-1"), ("build", "8.1.2.0")]
        let error = #expect(throws: AerospikeError.self) {
            try NodeIdentity(InfoAnswers(answers.map { InfoMessage.Answer($0.0, $0.1) }), expectedClusterName: nil)
        }
        #expect(error?.code == .nodeNotReady)
        #expect(error?.isSafeToRetry == true)
    }

    @Test("A cluster of another name, or of none, is refused with both names", arguments: ["'prod'", "none"])
    func clusterName(found: String) {
        let name = found == "none" ? "null" : "prod"
        let answers = [("node", "A"), ("partition-generation", "7"), ("build", "8.1.2.0"), ("cluster-name", name)]
        let error = #expect(throws: AerospikeError.self) {
            try NodeIdentity(InfoAnswers(answers.map { InfoMessage.Answer($0.0, $0.1) }), expectedClusterName: "test")
        }
        #expect(error?.code == .clusterNameMismatch)
        #expect(error?.message == "expected the cluster name 'test', the node reports \(found)")
    }
}
