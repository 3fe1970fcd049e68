internal import CAerospikeOpenSSL

/// One end of a TLS connection, without a socket: ciphertext goes in and comes out, and so does plaintext.
///
/// OpenSSL writes to one end of a pair of buffers in memory, and the driver moves what it finds at the other end. What
/// the buffers hold is limited; when one is full, the engine takes no more until the driver has emptied it.
///
/// An engine belongs to one connection, and to one thread at a time. Between a call of OpenSSL and the look at its
/// outcome nothing else may run on the thread, since the errors are kept per thread.
@safe
package final class TLSEngine {
    private let connection: OpaquePointer
    private let network: OpaquePointer
    private let context: TLSContext
    /// What is known of the server; `nil` where this end is the server.
    private let target: TLSTarget?
    private var hasFailed = false
    /// What went wrong behind plaintext that was still handed out.
    private var belatedFailure: AerospikeError?
    private var hasSession = false
    /// The first byte that came from the peer: what does not speak TLS shows it there.
    private var firstByte: UInt8?
    /// Why the peer's certificate was refused, when it was.
    fileprivate var refusal: CertificateRefusal?

    /// Whether both ends have agreed, so that data may flow.
    package private(set) var isEstablished = false

    /// Whether the peer has said that nothing more follows.
    package private(set) var hasEnded = false

    /// Whether the last write took nothing because the peer is in the middle of a message of the protocol's own, such as
    /// a ticket: only reading helps, and how much can be sent does not matter.
    package private(set) var waitsForPeer = false

    /// Makes the client's end.
    package convenience init(connectingTo target: TLSTarget) throws(AerospikeError) {
        try self.init(target.context, target: target)
        try prove(target.name)
        // OpenSSL takes references of its own; a session that does not fit is left aside by the server.
        if let session = target.lastSession(of: context) { unsafe SSL_set_session(connection, session.handle) }
        unsafe SSL_set_connect_state(connection)
        OpenSSLFault.forget()
    }

    /// Makes the server's end.
    package convenience init(accepting context: TLSContext) throws(AerospikeError) {
        try self.init(context, target: nil)
        // The connection is this object's own.
        unsafe SSL_set_accept_state(connection)
    }

    private init(_ context: TLSContext, target: TLSTarget?) throws(AerospikeError) {
        OpenSSLFault.forget()
        // Each object is made once, and given to its owner: the connection owns the inner buffer, this object the rest.
        guard let connection = unsafe SSL_new(context.handle) else { throw .noTLS(OpenSSLFault.take()) }
        var (inner, outer): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        let length = TLSLimits.ciphertextLength
        guard unsafe BIO_new_bio_pair(&inner, length, &outer, length) == 1, let network = unsafe outer else {
            unsafe SSL_free(connection)
            throw .noTLS(OpenSSLFault.take())
        }
        unsafe SSL_set_bio(connection, inner, inner)
        unsafe self.connection = unsafe connection
        unsafe self.network = unsafe network
        self.context = context
        self.target = target
        // The verification looks its engine up there, and runs only within calls that the engine makes.
        unsafe SSL_set_ex_data(connection, 0, Unmanaged.passUnretained(self).toOpaque())
    }

    // Both are this object's own, and nothing else refers to them.
    deinit {
        // A connection that simply ends says nothing against its session, yet OpenSSL would not take it up again.
        if !hasFailed { unsafe SSL_set_shutdown(connection, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN) }
        unsafe SSL_free(connection)
        unsafe BIO_free(network)
    }

    /// Demands that the certificate carries a name, and tells the server which one is meant.
    private func prove(_ name: String) throws(AerospikeError) {
        // The name is copied by each call; addresses are not names that a server could be called by.
        let checks = unsafe SSL_get0_param(connection)
        let isSet: Bool
        if unsafe X509_VERIFY_PARAM_set1_ip_asc(checks, name) == 1 {
            isSet = true
        } else {
            unsafe SSL_set_hostflags(connection, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
            isSet =
                unsafe SSL_set1_host(connection, name) == 1
                && aerospike_tls_set_server_name(connection, name) == 1
        }
        guard isSet else { throw .noTLS(OpenSSLFault.take()) }
    }

    // MARK: Ciphertext

    /// Lends room for what comes from the peer.
    ///
    /// - Parameter receive: Fills the room from its start and returns how many bytes it wrote.
    /// - Returns: What `receive` returned, or `nil` when there is no room, which reading makes.
    package func take<Failure>(
        _ receive: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Int? {
        // OpenSSL says how much room there is behind the pointer, and is told how much of it was filled.
        var start: UnsafeMutablePointer<CChar>?
        let room = unsafe BIO_nwrite0(network, &start)
        guard room > 0, let start = unsafe start else { return nil }
        let count = try unsafe receive(UnsafeMutableRawBufferPointer(start: start, count: Int(room)))
        guard count > 0 else { return count }
        if firstByte == nil { firstByte = unsafe UInt8(bitPattern: start[0]) }
        var filled: UnsafeMutablePointer<CChar>?
        unsafe BIO_nwrite(network, &filled, Int32(min(count, Int(room))))
        return count
    }

    /// Whether there is something to send to the peer.
    package var hasCiphertext: Bool { unsafe BIO_ctrl_pending(network) > 0 }  // The buffer is this object's own.

    /// Lends what is to be sent, piece by piece, until all is sent or nothing more is taken.
    ///
    /// - Parameter send: Returns how many of the bytes it took.
    package func drain<Failure>(_ send: (UnsafeRawBufferPointer) throws(Failure) -> Int) throws(Failure) {
        while true {
            // OpenSSL says how much there is behind the pointer, and is told how much of it was taken.
            var start: UnsafeMutablePointer<CChar>?
            let length = unsafe BIO_nread0(network, &start)
            guard length > 0, let start = unsafe start else { return }
            let count = try unsafe send(UnsafeRawBufferPointer(start: start, count: Int(length)))
            guard count > 0 else { return }
            var taken: UnsafeMutablePointer<CChar>?
            unsafe BIO_nread(network, &taken, Int32(min(count, Int(length))))
        }
    }

    // MARK: Plaintext

    /// Goes on with the handshake, as far as what has come from the peer allows.
    ///
    /// - Returns: Whether it is done.
    /// - Throws: `AerospikeError` that says what was expected and what the peer showed.
    package func shakeHands() throws(AerospikeError) -> Bool {
        guard !isEstablished else { return true }
        OpenSSLFault.forget()
        // The connection is this object's own.
        let status = unsafe SSL_do_handshake(connection)
        isEstablished = status == 1
        if status != 1 { try check(unsafe SSL_get_error(connection, status)) }
        return isEstablished
    }

    /// Decrypts all that has come, into the free end of a frame assembler.
    ///
    /// - Returns: How many bytes of plaintext that was.
    /// - Throws: `AerospikeError` when the peer ended the connection with an alert, or what came is not genuine.
    package func read(into assembler: inout FrameAssembler) throws(AerospikeError) -> Int {
        if let belatedFailure { throw belatedFailure }
        var total = 0
        do throws(AerospikeError) {
            while case let count = try readOnce(into: &assembler), count > 0 { total += count }
        } catch {
            // What came before the failure is genuine, and may hold whole answers.
            guard total > 0 else { throw error }
            belatedFailure = error
        }
        if total > 0 { keepSession() }
        return total
    }

    private func readOnce(into assembler: inout FrameAssembler) throws(AerospikeError) -> Int {
        OpenSSLFault.forget()
        var status: Int32 = 0
        // The assembler lends its free end, and the call is given its length.
        let count = unsafe assembler.fill { free in
            var count = 0
            status = unsafe SSL_read_ex(connection, free.baseAddress, free.count, &count)
            return count
        }
        // The connection is this object's own.
        if status != 1 { try check(unsafe SSL_get_error(connection, status)) }
        return count
    }

    /// Encrypts data.
    ///
    /// Bytes that were not taken must be offered again, before others.
    ///
    /// - Returns: How many bytes were taken; 0 when the buffer is full, which draining empties, or when more must be read
    ///   before, see ``waitsForPeer``.
    package func write(_ bytes: [UInt8], from offset: Int) throws(AerospikeError) -> Int {
        guard offset < bytes.count else { return 0 }
        OpenSSLFault.forget()
        var (status, count) = (Int32(0), 0)
        // The pointer covers the bytes from the offset on, and does not leave the closure.
        unsafe bytes.withUnsafeBytes { raw in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: raw[offset...])
            status = unsafe SSL_write_ex(connection, rest.baseAddress, rest.count, &count)
        }
        let outcome = status == 1 ? SSL_ERROR_NONE : unsafe SSL_get_error(connection, status)
        waitsForPeer = outcome == SSL_ERROR_WANT_READ
        if status != 1 { try check(outcome) }
        return count
    }

    /// Says that nothing more follows; the driver still has to send that.
    package func end() {
        guard isEstablished, !hasFailed else { return }
        OpenSSLFault.forget()
        // The connection is this object's own.
        unsafe SSL_shutdown(connection)
        OpenSSLFault.forget()
    }

    /// What was agreed on.
    package var summary: TLSSummary? { isEstablished ? unsafe TLSSummary(connection) : nil }  // Lent for the call.

    /// Keeps what a later connection can take up; servers hand it out before their first answer.
    private func keepSession() {
        guard !hasSession, let target else { return }
        hasSession = true
        // The connection is lent for the length of the call.
        if let session = unsafe TLSSession(of: connection) { target.remember(session, of: context) }
    }

    // MARK: Failures

    /// Looks at how a call ended that did not succeed.
    ///
    /// - Throws: `AerospikeError` unless it only wants more ciphertext, or less of it waiting.
    private func check(_ outcome: Int32) throws(AerospikeError) {
        switch outcome {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return
        case SSL_ERROR_ZERO_RETURN: hasEnded = true
        default:
            hasFailed = true
            throw failure(OpenSSLFault.take())
        }
    }

    private func failure(_ faults: [OpenSSLFault]) -> AerospikeError {
        if let refusal { return refusal.error(expecting: target?.name, trusting: context.authorities) }
        if let alert = faults.lazy.compactMap(\.alert).first { return .alert(alert) }
        if !isEstablished, let firstByte, !ForeignProtocol.isTLS(firstByte) { return .notTLS(firstByte) }
        let phase = isEstablished ? "what came over TLS cannot be used" : "the TLS handshake failed"
        return AerospikeError(.tlsFailed, "\(phase): \(faults.words)")
    }

    /// The error of a peer that hung up before the handshake was done.
    package var hungUp: AerospikeError {
        guard firstByte == nil else {
            return AerospikeError(
                .tlsFailed, "the server closed the connection in the middle of the TLS handshake",
                advice: "its log may say why: it may want a client certificate, or another version of the protocol")
        }
        return AerospikeError(
            .foreignProtocol, "the server hung up at the greeting: it does not seem to speak TLS on this port",
            advice: "name the server's port for TLS, or leave tls out of the definition for connections in clear")
    }
}

extension AerospikeError {
    fileprivate static func alert(_ alert: TLSAlert) -> AerospikeError {
        AerospikeError(.tlsFailed, "the peer ended the TLS connection: \(alert)", advice: alert.advice)
    }

    fileprivate static func notTLS(_ firstByte: UInt8) -> AerospikeError {
        let isAerospike = firstByte == FrameHeader.version
        let found = isAerospike ? "the server answers in clear" : "\(ForeignProtocol(firstByte: firstByte))"
        return AerospikeError(
            .foreignProtocol, "the server does not speak TLS on this port: \(found)",
            advice: "name the server's port for TLS, or leave tls out of the definition for connections in clear")
    }

    fileprivate static func noTLS(_ faults: [OpenSSLFault]) -> AerospikeError {
        AerospikeError(.tlsFailed, "OpenSSL cannot begin a connection: \(faults.words)")
    }
}

extension ForeignProtocol {
    fileprivate static func isTLS(_ firstByte: UInt8) -> Bool { ForeignProtocol(firstByte: firstByte) == .tls }
}

/// Learns of each certificate of the peer's chain whether it is accepted; keeps the first that is not, for the message.
///
/// OpenSSL calls it within a call that an engine makes, so that the engine is there.
func verifyPeer(_ isAccepted: Int32, _ verification: OpaquePointer?) -> Int32 {
    // Both look-ups return what `TLSEngine.init` and OpenSSL itself left there.
    let index = SSL_get_ex_data_X509_STORE_CTX_idx()
    guard isAccepted == 0, let connection = unsafe X509_STORE_CTX_get_ex_data(verification, index),
        let engine = unsafe SSL_get_ex_data(OpaquePointer(connection), 0)
    else { return isAccepted }
    unsafe Unmanaged<TLSEngine>.fromOpaque(engine).takeUnretainedValue().refusal = CertificateRefusal(verification)
    return 0
}
