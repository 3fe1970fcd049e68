/// How the nodes of a sandbox speak TLS.
///
/// The sandbox makes an authority and certificates of its own, which are gone with it; ``SandboxCluster/files`` tells
/// where clients find them.
public struct SandboxTLS: Hashable, Sendable {
    /// Who ends TLS.
    public enum Endpoint: Hashable, Sendable {
        /// The nodes themselves, which announce their TLS addresses to clients, as an Enterprise Edition does.
        case nodes
        /// Something that stands before nodes that know nothing of it, as stunnel or an ingress would.
        case terminator
    }

    /// The name that the nodes' certificate carries beside `localhost` and the loopback addresses.
    public var name: String

    /// Whether clients must show a certificate of the sandbox's authority.
    public var requiresClientCertificate: Bool

    /// The user whom the certificate names that clients find among the files; `client` unless set.
    public var clientName = "client"

    /// The versions of the protocol to accept, such as `TLSv1.2`; empty for TLS 1.2 and 1.3.
    public var protocols: [String] = []

    /// Who ends TLS; the nodes unless set.
    public var endpoint = Endpoint.nodes

    /// Whether the nodes can be reached in clear as well, on ports of their own; `false` unless set.
    public var acceptsClear = false

    /// Creates the settings.
    ///
    /// - Parameters:
    ///   - name: The TLS name; `sandbox` unless given.
    ///   - requiresClientCertificate: Whether clients must show a certificate; not unless given.
    public init(name: String = "sandbox", requiresClientCertificate: Bool = false) {
        self.name = name
        self.requiresClientCertificate = requiresClientCertificate
    }
}
