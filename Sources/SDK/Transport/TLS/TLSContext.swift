internal import CAerospikeOpenSSL

/// What all TLS connections of a client, or of a server, have in common: whom to trust, who one is, what to offer.
///
/// The peer is always verified, by a client against the authorities that it trusts; there is no way to turn that off.
@safe
package final class TLSContext: @unchecked Sendable {
    // Unchecked: nothing changes it once it is made, and OpenSSL counts its references across threads.

    let handle: OpaquePointer
    /// Where trust comes from, for messages.
    let authorities: String

    /// Makes the context of a client.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the file or the setting at fault.
    package static func client(_ configuration: TLSConfiguration) throws(AerospikeError) -> TLSContext {
        let trust = Trust(file: configuration.caFile, folder: configuration.caPath)
        let context = unsafe try TLSContext(method: TLS_client_method(), authorities: trust.description)
        try context.offer(configuration.protocols)
        try context.use(ciphers: configuration.ciphers)
        try trust.add(to: context)
        if let identity = try TLSIdentity(of: configuration) { try context.present(identity) }
        unsafe SSL_CTX_set_verify(context.handle, SSL_VERIFY_PEER, verifyPeer)
        return context
    }

    /// Makes the context of a server.
    ///
    /// - Parameters:
    ///   - identity: The certificate and the key to show.
    ///   - clientCAFile: The authorities of which each client must have a certificate, or `nil` to ask for none.
    ///   - protocols: The versions to accept; empty for TLS 1.2 and 1.3.
    package static func server(
        _ identity: TLSIdentity,
        clientCAFile: String? = nil,
        protocols: [String] = []
    ) throws(AerospikeError) -> TLSContext {
        let trust = Trust(file: clientCAFile, folder: nil)
        let context = unsafe try TLSContext(method: TLS_server_method(), authorities: trust.description)
        try context.offer(protocols)
        try context.present(identity)
        // Sessions are resumed only where they were made: OpenSSL insists on a name for that place.
        let place = Array("aerospike".utf8)
        unsafe SSL_CTX_set_session_id_context(context.handle, place, UInt32(place.count))
        if clientCAFile != nil {
            try trust.add(to: context)
            unsafe SSL_CTX_set_verify(context.handle, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, verifyPeer)
        }
        return context
    }

    /// Makes the context of a client that trusts nobody, to see whether OpenSSL takes an identity and cipher suites.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the file or the setting at fault.
    static func tryOut(_ identity: TLSIdentity? = nil, ciphers: [String] = []) throws(AerospikeError) {
        let context = unsafe try TLSContext(method: TLS_client_method(), authorities: "nobody")
        try context.use(ciphers: ciphers)
        if let identity { try context.present(identity) }
    }

    private init(method: OpaquePointer?, authorities: String) throws(AerospikeError) {
        OpenSSLFault.forget()
        guard let handle = unsafe SSL_CTX_new(method) else {
            throw AerospikeError(.tlsFailed, "OpenSSL cannot be used: \(OpenSSLFault.take().words)")
        }
        unsafe self.handle = unsafe handle
        self.authorities = authorities
        unsafe aerospike_tls_set_habits(handle)
    }

    // Connections hold references of their own.
    deinit { unsafe SSL_CTX_free(handle) }
}
