internal import AerospikeSDK

/// Certificates of a cluster that speaks TLS. Every method throws `AerospikeError`: with code `invalidArgument` when the
/// cluster does not speak TLS, with code `unknownName` when no node has the name given.
extension SandboxCluster {
    /// Has nodes show another certificate from their next connection on; those that exist live on.
    ///
    /// - Parameters:
    ///   - certificate: What it says, or `nil` for what it should, with a new key.
    ///   - node: The node's name, or `nil` for all nodes.
    public func replaceCertificate(
        with certificate: SandboxCertificate? = nil,
        on node: String? = nil
    ) async throws {
        try await perform { server throws(AerospikeError) in
            let chosen = if let node { try server.number(of: node) } else { Int?.none }
            let context = try server.certificates.context(certificate)
            for index in chosen.map({ $0...$0 }) ?? 0...(server.doors.count - 1) {
                server.doors[index].present(context)
            }
        }
    }

    /// Makes a client's certificate and its key.
    ///
    /// - Parameter certificate: What it says; its common name is the user's, of letters, digits, `_` and `-`.
    /// - Returns: The files of both.
    public func makeClientCertificate(_ certificate: SandboxCertificate) async throws -> SandboxIdentity {
        let name = certificate.commonName
        guard name.utf8.allSatisfy(\.isName) else {
            throw AerospikeError(.invalidArgument, "a file cannot be named after the user '\(name)'")
        }
        return try await perform { server throws(AerospikeError) in
            try server.certificates.issue(certificate, as: "client-\(name)")
        }
    }
}

/// The files of a certificate and of its private key.
public struct SandboxIdentity: Hashable, Sendable {
    /// The certificate, in PEM.
    public let certificateFile: String
    /// The private key, in PEM; in clear unless it has a passphrase.
    public let keyFile: String
}

extension SandboxServer {
    fileprivate var certificates: SandboxSecurity {
        get throws(AerospikeError) {
            if let security { return security }
            throw AerospikeError(.invalidArgument, "this sandbox speaks no TLS, and has no certificates")
        }
    }
}

extension SandboxDoor {
    /// Shows another certificate to those who connect over TLS from now on.
    fileprivate mutating func present(_ context: TLSContext) {
        for index in entrances.indices where entrances[index].context != nil { entrances[index].context = context }
    }
}
