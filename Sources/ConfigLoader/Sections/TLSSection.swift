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
            Field(
                "name", .name, at: \.name,
                "the name that certificates must carry; else the cluster's name, else the host's"),
            Field(
                "ca_file", .path, at: \.caFile,
                "the certificates of trusted authorities, in PEM; without it and ca_path, the system's"),
            Field("ca_path", .path, at: \.caPath, "a folder of such certificates, named by their hashes"),
            Field(
                "client_cert_file", .path, at: \.clientCertFile,
                "the client's own certificate, for servers that demand one"),
            Field("client_key_file", .path, at: \.clientKeyFile, "the key of the client's certificate"),
            Field("client_key_password", .secret, at: \.clientKeyPassword, "the passphrase of an encrypted key"),
            Field(
                "client_key_password_file", .path, at: \.clientKeyPasswordFile,
                "a file that holds the passphrase; the better place"),
            Field(
                "protocols", protocolVersion.list("a list of TLSv1.2 and TLSv1.3"), \.protocols,
                "the versions of TLS that may be spoken", default: "both"),
            Field(
                "ciphers", ValueKind.text.list("a list of cipher suites, in OpenSSL's names"), \.ciphers,
                "the cipher suites that may be used, in OpenSSL's names", default: "OpenSSL's"),
            Field("for_login_only", .boolean, at: \.forLoginOnly, "encrypt logins and nothing else", default: "false"),
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
