import Testing

@testable import AerospikeSDK

@Suite("Credentials that cannot work are refused before anything is dialled")
struct CredentialsValidationTests {
    private static let tls = TLSConfiguration(caFile: "ca.pem")
    private static let mutualTLS = TLSConfiguration(
        caFile: "ca.pem", clientCertFile: "client.pem", clientKeyFile: "client.key")

    @Test(
        "What can work is accepted",
        arguments: [
            (.native(user: "app", password: "s3cret"), nil),
            (.native(user: "app", password: "s3cret"), tls),
            (.native(user: "app", password: ""), nil),
            (.native(user: String(repeating: "u", count: 63), password: "s3cret"), nil),
            (.external(user: "app", password: "s3cret"), tls),
            (.externalInsecure(user: "app", password: "s3cret"), nil),
            (.externalInsecure(user: "app", password: "s3cret"), tls),
            (.certificate, mutualTLS),
        ] as [(Credentials, TLSConfiguration?)])
    func accepted(credentials: Credentials, tls: TLSConfiguration?) {
        #expect(throws: Never.self) { try credentials.validate(with: tls) }
    }

    @Test(
        "What cannot is refused, with what to do",
        arguments: [
            (.external(user: "app", password: "hunter2"), nil, "external_insecure"),
            (.certificate, nil, "client_cert_file"),
            (.certificate, tls, "client_cert_file"),
            (.native(user: "", password: "hunter2"), nil, "name is empty"),
            (.external(user: "", password: "hunter2"), tls, "name is empty"),
            (.externalInsecure(user: "", password: "hunter2"), nil, "name is empty"),
            (.native(user: String(repeating: "u", count: 64), password: "hunter2"), nil, "64 bytes long"),
            (.native(user: String(repeating: "ü", count: 32), password: "hunter2"), nil, "64 bytes long"),
            (.native(user: "app", password: Secret(String(repeating: "hunter2 ", count: 8))), nil, "64 bytes long"),
            (.external(user: "app", password: "hunter2\0"), tls, "NUL"),
        ] as [(Credentials, TLSConfiguration?, String)])
    func refused(credentials: Credentials, tls: TLSConfiguration?, reason: String) throws {
        let error = try #require(throws: AerospikeError.self) { try credentials.validate(with: tls) }
        #expect(error.code == .invalidArgument)
        #expect(error.description.contains(reason))
        #expect(!error.description.contains("hunter2"))
    }
}
