import AerospikeSandbox
import Foundation
import Testing

@testable import Guide

/// The examples are run as a reader runs them, and print what they promise.
@Suite("The guide's examples", .serialized) struct GuideTests {
    private let guide = Program(name: "Guide")

    /// What each example prints.
    private static let outputs = [
        "connect": #"["name": "Alice"]"#,
        "sync": #"["name": "Alice"]"# + "\n" + #"["name": "Alice"]"#,
        "credentials": """
        logged in as app
        the password of the user 'app' is wrong
        the password of the user 'app' is wrong
        """,
        "alternate-services": "every node was reached, with 0 warnings",
        "tls": #"["name": "Alice"]"#,
        "login-over-tls": "written in clear",
        "mutual-tls": #"["name": "Alice"]"#,
        "certificate": "logged in without a password",
        "directory": "logged in by the directory",
        "policy": #"["name": "Alice"]"#,
        "profiles": """
        the seeds of prod: 2
        the seeds of the profile chosen: 2
        true patient
        served
        """,
        "racks": "read 100 records nearby",
        "sessions": """
        ["name": "Alice"]
        DEFAULT
        READ_FAST
        STRICTLY_CONSISTENT
        patient
        ["name": "Alice"]
        """,
        "behaviors": """
        5.0 seconds 3 preferRack
        0
        written with reports
        """,
        "data-sets": """
        ["name": "Alice"] by its digest
        [false, false, false, true]
        """,
        "records": """
        Alice lives in Paris
        Alice 28
        bin 'home', at home.zip: expected text, found integer
        """,
        "query-and-upsert": #"["name": "Alice"]"#,
        "writes": """
        ["name": "Alice", "tags": ["new", "vip"], "visits": 1, "log": "in;"]
        2 [nil, 2, "in;"]
        deleted: true
        ["items": 4] for a while
        generation 2
        """,
        "reads": """
        Alice 28
        written 1 times, expires at no time
        ["name": "Alice"]
        there is no bob
        false
        """,
        "batches": """
        0 ["country": "FR"]
        1 ["country": "FR"]
        2 ["country": "FR"]
        3 no record
        found: 3
        0 0 (ok) [:]
        1 0 (ok) [:]
        2 2 (record not found) [:]
        3 0 (ok) ["country": "FR"]
        failed: 2 2 (record not found)
        failed: 3 2 (record not found)
        updated: 2
        there is one already
        """,
        "queries": """
        weight: 1000
        some: 10
        both halves: 500
        in chunks: 500
        now and later: 500
        """,
        "administration": """
        A1 is Aerospike Community Edition 8.1.2.0
        A2 is Aerospike Community Edition 8.1.2.0
        records: 500 copies: 1000
        events holds 1000 copies on 2 nodes
        A1 serves test;bar
        A2 serves test;bar
        left: 0
        """,
        "errors": """
        connectFailed because of 1 seed
        there is an alice already
        visits: 2
        ["name": "Alice", "visits": 3]
        """,
        "embedded": """
        ["name": "Alice"]
        connected over mutual TLS: true
        """,
    ]

    @Test("each prints what it promises, against the cluster that it needs", arguments: Topic.all)
    func output(of topic: Topic) async throws {
        let expected = try #require(Self.outputs[topic.name])
        try await Stage.withStage(for: topic) { stage in
            let outcome = try await guide.run(topic.name, stage.hosts, in: stage.folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output == expected + "\n")
            for node in stage.cluster.nodes { try await topic.expect(of: stage.cluster.counters(of: node.name), node) }
        }
    }

    @Test("they bring the cluster along, where none is named", arguments: ["connect", "mutual-tls"])
    func embedded(topic: String) async throws {
        let outcome = try await guide.run(topic)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == (Self.outputs[topic] ?? "") + "\n")
    }

    @Test("without a topic they are listed; what fails is told, with a status")
    func others() async throws {
        #expect(try await guide.run().output.split(separator: "\n").count == Topic.all.count)
        let outcome = try await guide.run("connect", "127.0.0.1:1")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("Connection refused"))
    }
}

extension Topic: CustomTestStringConvertible {
    var testDescription: String { name }

    /// What the nodes must have seen of an example.
    fileprivate func expect(of counters: SandboxCounters, _ node: SandboxNode) {
        #expect(counters.malformedRequests == 0)
        let commands = counters.reads + counters.writes + counters.batches + counters.queries
        switch name {
        case "tls", "mutual-tls", "certificate", "directory", "policy":
            #expect(counters.handshakes > 0 && counters.sessions > 0 && counters.clearLogins == 0)
            #expect(counters.encryptedCommands == commands)
        case "login-over-tls":
            #expect(counters.handshakes > 0 && counters.sessions > 0 && counters.clearLogins == 0)
            #expect(counters.encryptedCommands == 0)
        case "credentials": #expect(counters.clearLogins > 0)
        case "alternate-services": #expect(counters.writes > 0 && counters.sessions > 0)
        case "racks": #expect(counters.reads == (node.name == "A1" ? 100 : 0))
        default: break
        }
    }
}
