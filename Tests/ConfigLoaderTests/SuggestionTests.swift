import Testing

@testable import AerospikeConfigLoader

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("hots", "host", 1), ("kitten", "sitting", 3), ("ab", "ba", 1),
    ])
    func distance(_ left: String, _ right: String, _ expected: Int) {
        #expect(EditDistance.between(left, right) == expected)
        #expect(EditDistance.between(right, left) == expected)
    }

    @Test(arguments: [
        ("clustr", "cluster"), ("caFile", "ca_file"), ("ca-file", "ca_file"), ("username", "user"), ("Hosts", "hosts"),
        ("seeds", nil), ("x", nil), ("", nil), (String(repeating: "h", count: 1000), nil),
    ])
    func nearest(_ word: String, _ expected: String?) {
        #expect(EditDistance.nearest(to: word, among: ["cluster", "hosts", "ca_file", "user"]) == expected)
    }

    @Test(arguments: ["password", "passwrod", "PASSWORD", "passwd", "passphrase", "pwd", "client_secret", "pasword"])
    func passwordLikeKeys(_ key: String) {
        #expect(SecretMask.isSecret(key: key))
    }

    @Test(arguments: ["password_file", "user", "hosts", "name", "mode", "connections", "reports", "keyword"])
    func otherKeys(_ key: String) {
        #expect(!SecretMask.isSecret(key: key))
    }
}
