import Foundation

@testable import AerospikeSDK

/// The certificates and keys that the tests of the engine use as well.
enum TLSFiles {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "SDKTests/Fixtures/TLS")

    static func path(_ name: String) -> String { folder.appending(path: "\(name).pem").path }

    static func identity(_ name: String) -> TLSIdentity {
        TLSIdentity(certificateFile: path(name), keyFile: path("\(name)-key"))
    }

    /// A client that trusts the authority.
    static let trusting = TLSConfiguration(name: "server.test", caFile: path("authority"))

    /// The same with a certificate of its own, and a key that needs its passphrase.
    static let mutual = TLSConfiguration(
        name: "server.test", caFile: path("authority"), clientCertFile: path("client"),
        clientKeyFile: path("client-key-encrypted-pkcs8"), clientKeyPassword: "open sesame")
}
