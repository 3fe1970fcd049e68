import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

/// What YAML takes for something else than it looks like means here what it looks like, or is refused.
@Suite struct PlainTypeTests {
    private static let surprises = [
        "no", "NO", "off", "y", "yes", "true", "010", "0o17", "0x1F", "0b11", "1_000", "1e3", ".inf", ".nan",
        "12:30:45",
        "2001-01-01", "3.10", "+5", "-00", "00", "=", "NaN",
    ]

    @Test(arguments: surprises)
    func isTextWhereTextIsWanted(_ word: String) throws {
        let definition = try profile(
            "sessions: { \(word): DEFAULT }\nbehaviors: { \(word): {} }",
            cluster: "hosts: [a], name: \(word), app_id: \(word), tls: { name: \(word), ca_file: /\(word) }"
        ).makeDefinition()
        #expect(definition.clusterName == word && definition.applicationID == word)
        #expect(definition.tls?.name == word && definition.tls?.caFile == "/\(word)")
        #expect(definition.sessions[word] != nil && definition.behaviors[word] != nil)
    }

    @Test(arguments: surprises)
    func isNoNumberWhereANumberIsWanted(_ word: String) throws {
        let error = try parsingError("cluster: { hosts: [a], racks: [\(word)] }")
        #expect(error.diagnostics.map(\.code) == [.wrongType])
        #expect(error.diagnostics.first?.span?.column == 32)
    }

    @Test(arguments: surprises.filter { $0 != "true" })
    func isNoBooleanWhereABooleanIsWanted(_ word: String) throws {
        let error = try parsingError("cluster: { hosts: [a], services_alternate: \(word) }")
        #expect(error.diagnostics.map(\.code) == [.wrongType])
        #expect(error.diagnostics.first?.span?.column == 44)
    }

    @Test func hostsAndAddressesAreNeverNumbersOfTheClock() throws {
        let definition = try profile(
            cluster: "hosts: [db1:3000, 'no:yes:3000', \"[::1]:3000\"], tls: {}, ip_map: { 1.0.0.1:30: n:59 }"
        ).makeDefinition()
        #expect(definition.hosts == [Host("db1", 3000), Host("no", 3000, tlsName: "yes"), Host("::1", 3000)])
        #expect(definition.addressMap == AddressMap([.init(host: "1.0.0.1", port: 30): .init(host: "n", port: 59)]))
        let error = try parsingError("cluster: { hosts: [10:30], ip_map: { 1:30: 2:59 } }")
        #expect(
            error.diagnostics.map(\.message) == [
                "'10:30' is not a host", "'1:30' is not a host", "'2:59' is not a host",
            ])
    }

    @Test(arguments: ["n", "5", "0", "017", "1s", "~x"])
    func passwordsKeepEveryCharacter(_ password: String) throws {
        let definition = try profile(cluster: "hosts: [a], auth: { user: no, password: \(password) }").makeDefinition()
        #expect(definition.credentials == .native(user: "no", password: Secret(password)))
    }
}
