import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct MergeKeyTests {
    /// The settings of points and queries of a behavior named `b`, its blocks written as given.
    private func timeouts(_ blocks: String) throws -> [Duration] {
        let behaviors = try profile(
            """
            behaviors:
              slow: { all_operations: &slow { abandon_call_after: 60s, delay_between_retries: 2s } }
              fast: { all_operations: &fast { abandon_call_after: 5ms } }
              b: { all_operations: { \(blocks) } }
            """
        ).behaviors
        let settings = try #require(behaviors["b"]).settings(.read, .point)
        return [settings.totalTimeout, settings.retryDelay]
    }

    @Test(arguments: [
        ("<<: *slow", Duration.seconds(60), Duration.seconds(2)),
        ("<<: *slow, abandon_call_after: 1m", .seconds(60), .seconds(2)),
        ("abandon_call_after: 7s, <<: *slow", .seconds(7), .seconds(2)),
        ("<<: *slow, abandon_call_after: 7s", .seconds(7), .seconds(2)),
        ("<<: [*fast, *slow]", .milliseconds(5), .seconds(2)),
        ("<<: [*slow, *fast]", .seconds(60), .seconds(2)),
        ("<<: { abandon_call_after: 3s }", .seconds(3), .zero),
        ("<<: { <<: *slow, abandon_call_after: 3s }", .seconds(3), .seconds(2)),
        ("<<: []", .seconds(1), .zero),
    ])
    func ownEntriesWinThenEarlierMappings(_ blocks: String, _ timeout: Duration, _ delay: Duration) throws {
        #expect(try timeouts(blocks) == [timeout, delay])
    }

    @Test func aMergedSectionIsCompleteOnlyWithWhatIsMerged() throws {
        let tls = try profile(
            """
            system:
              DEFAULT: { <<: { connections: { maximum_connections_per_node: 7 } } }
            """, cluster: "<<: { name: prod, hosts: [b] }, hosts: [a], tls: { <<: { name: x } }"
        ).makeDefinition()
        #expect(tls.hosts == [Host("a")] && tls.clusterName == "prod" && tls.tls?.name == "x")
        #expect(tls.systemSettings.connections.maximumPerNode == 7)
    }

    @Test func inQuotesItIsAKeyAsAnyOther() throws {
        let error = try parsingError("cluster: { hosts: [a], '<<': { name: b } }")
        #expect(error.diagnostics.map(\.code) == [.unknownKey])
    }

    @Test func whatIsMergedCountsAgainstTheLimitOfAliases() throws {
        let keys = (0..<2_000).map { "k\($0): v" }.joined(separator: ", ")
        let lines = (0..<6).map { "m\($0): { <<: *base }\n" }.joined()
        let error = try parsingError("base: &base { \(keys) }\n\(lines)")
        #expect(error.diagnostics.map(\.code) == [.limit])
        #expect(error.diagnostics.first?.message == "aliases repeat more than 10000 nodes")
    }

    @Test(arguments: [
        "<<: &login { user: u, password: hunter2, passwrd: hunter2 }",
        "user: u, password: other, <<: { password: hunter2 }, x: y",
        "<<: {}, <<: { password: hunter2 }", "<<: [5, { password: hunter2 }]",
    ])
    func mergedPasswordsStayHidden(_ auth: String) throws {
        let error = try parsingError("cluster: { hosts: [a], auth: { \(auth) } }")
        #expect(!error.description.contains("hunter2"))
    }

    @Test func aProblemWithAnAliasShowsBothPlaces() throws {
        let error = try parsingError("cluster: { app_id: &id lots, hosts: [a], racks: [*id] }")
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.span?.column == 20)
        #expect(diagnostic.notes.map(\.span?.column) == [50])
    }
}
