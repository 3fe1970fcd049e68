import Testing

@testable import AerospikeConfigLoader
@testable import AerospikeSDK

@Suite("The names of changed settings")
struct ChangedKeyTests {
    @Test("every setting that a change can name is a key of a profile, and each such key is one")
    func keys() {
        var keys: Set<String> = []
        for section in ProfileFormat.sections {
            let path = section.path.replacing("system.NAME.", with: "system.")
            let isOfClient = path == "cluster" || path.hasPrefix("cluster.")
            let isOfSystem = ["connections", "circuit_breaker", "refresh"].contains { path == "system.\($0)" }
            if isOfClient || isOfSystem { keys.formUnion(section.fields.map { "\(path).\($0.key)" }) }
        }
        // What stands in these files is told by the key that says it in the profile itself.
        let files = ["cluster.auth.password_file", "cluster.tls.client_key_password_file"]
        #expect(keys.subtracting(files) == Set(LiveSetting.all.map(\.key)))
    }
}
