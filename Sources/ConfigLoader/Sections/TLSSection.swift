import AerospikeSDK

/// How connections are encrypted.
struct TLSSection: Sendable {
    var name: Located<String>?
    var caFile: Located<String>?
    var caPath: Located<String>?
    var clientCertFile: Located<String>?
    var clientKeyFile: Located<String>?
    var clientKeyPassword: Located<Secret>?
    var clientKeyPasswordFile: Located<String>?
    var protocols: [Located<String>]?
    var ciphers: [Located<String>]?
    var forLoginOnly: Located<Bool>?

    static let section = Section(
        "cluster.tls", TLSSection(),
        [
            Field("name", .text, at: \.name),
            Field("ca_file", .text, at: \.caFile),
            Field("ca_path", .text, at: \.caPath),
            Field("client_cert_file", .text, at: \.clientCertFile),
            Field("client_key_file", .text, at: \.clientKeyFile),
            Field("client_key_password", .secret, at: \.clientKeyPassword),
            Field("client_key_password_file", .text, at: \.clientKeyPasswordFile),
            Field("protocols", protocolVersion.list("a list of TLSv1.2 and TLSv1.3"), \.protocols),
            Field("ciphers", ValueKind.text.list("a list of cipher suites, in OpenSSL's names"), \.ciphers),
            Field("for_login_only", .boolean, at: \.forLoginOnly),
        ],
        check: { _, given, _, problems in
            checkPair(given, "client_cert_file", "client_key_file", &problems)
            checkPair(given, "client_key_file", "client_cert_file", &problems)
            checkPair(given, "client_key_password", "client_key_file", &problems)
            checkPair(given, "client_key_password_file", "client_key_file", &problems)
            problems.exclude("client_key_password", "client_key_password_file", in: given)
        }
    )

    /// Older versions are broken; OpenSSL 3 refuses them as well.
    private static let protocolVersion = ValueKind.oneOf(["TLSv1.2", "TLSv1.3"].map { ($0, $0) })

    private static func checkPair(
        _ given: Section<Self>.Given,
        _ key: String,
        _ other: String,
        _ problems: inout Problems
    ) {
        guard let range = given[key], given[other] == nil else { return }
        problems.add(.contradiction, at: range, "'\(key)' needs '\(other)' beside it")
    }
}
