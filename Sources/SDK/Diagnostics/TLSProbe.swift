/// Finds out whether a server that closes connections in clear would have talked TLS.
struct TLSProbe {
    let loop: EventLoop

    /// Greets a server as a TLS client would.
    ///
    /// - Returns: The error that says so when the answer is TLS, be it a greeting or an alert; `nil` otherwise.
    func finding(at address: SocketAddress, until deadline: MonotonicTime) async -> AerospikeError? {
        do throws(AerospikeError) {
            let connection = try await ControlConnection.open(to: address, on: loop, until: deadline)
            _ = try await connection.exchange(Self.clientHello, until: deadline)
            return nil
        } catch {
            return error.code == .foreignProtocol ? error : nil
        }
    }

    /// The shortest greeting that servers understand; the connection ends at their answer, so it needs no secrets.
    ///
    /// Source: RFC 5246, sections 6.2.1, 7.4 and 7.4.1.2.
    static let clientHello: [UInt8] = {
        let version: [UInt8] = [3, 3]
        let random = [UInt8](repeating: 0x5A, count: 32)
        // ECDHE-ECDSA and ECDHE-RSA with AES-GCM, then RSA with AES-GCM and AES-CBC.
        let suites: [UInt8] = [0xC0, 0x2B, 0xC0, 0x2F, 0x00, 0x9C, 0x00, 0x2F]
        let noSession: [UInt8] = [0]
        let noCompression: [UInt8] = [1, 0]
        let hello = version + random + noSession + [0, UInt8(suites.count)] + suites + noCompression
        let handshake = [1, 0, 0, UInt8(hello.count)] + hello
        return [0x16, 3, 1, 0, UInt8(handshake.count)] + handshake
    }()
}
