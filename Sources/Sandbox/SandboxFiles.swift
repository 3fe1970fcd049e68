/// Where clients find what a sandbox gives them, in files that only the user who runs it can read.
public struct SandboxFiles: Hashable, Sendable {
    /// The folder of all of them.
    public let folder: String

    /// The certificate of the authority to trust.
    public var caFile: String { "\(folder)/ca.pem" }

    /// A client's certificate, of the user that ``SandboxTLS/clientName`` names.
    public var clientCertFile: String { "\(folder)/client.pem" }

    /// The private key of that certificate.
    public var clientKeyFile: String { "\(folder)/client-key.pem" }
}
