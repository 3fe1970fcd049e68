import Foundation

@testable import AerospikeSDK

/// Certificates and keys that `make-certificates.sh` has made.
enum TLSFixture {
    static let folder = Bundle.module.bundlePath + "/Fixtures/TLS"
    static let passphrase: Secret = "open sesame"

    static func path(_ name: String) -> String { "\(folder)/\(name).pem" }

    /// Who a server or a client is.
    static func identity(_ name: String) -> TLSIdentity {
        TLSIdentity(certificateFile: path(name), keyFile: path("\(name)-key"))
    }

    /// A client that trusts the authority of the fixtures.
    static var configuration: TLSConfiguration { TLSConfiguration(caFile: path("authority")) }

    /// The same with the client's certificate.
    static var mutual: TLSConfiguration {
        var configuration = configuration
        configuration.clientCertFile = path("client")
        configuration.clientKeyFile = path("client-key-pkcs8")
        return configuration
    }
}
