/// Why a peer ended a connection, in the number that TLS has for it.
///
/// Source: RFC 8446, section 6, and the IANA registry of TLS alerts.
struct TLSAlert: RawRepresentable, Hashable {
    let rawValue: UInt8

    static let handshakeFailure = TLSAlert(rawValue: 40)
    static let badCertificate = TLSAlert(rawValue: 42)
    static let unsupportedCertificate = TLSAlert(rawValue: 43)
    static let certificateRevoked = TLSAlert(rawValue: 44)
    static let certificateExpired = TLSAlert(rawValue: 45)
    static let certificateUnknown = TLSAlert(rawValue: 46)
    static let unknownAuthority = TLSAlert(rawValue: 48)
    static let accessDenied = TLSAlert(rawValue: 49)
    static let decryptError = TLSAlert(rawValue: 51)
    static let protocolVersion = TLSAlert(rawValue: 70)
    static let insufficientSecurity = TLSAlert(rawValue: 71)
    static let internalError = TLSAlert(rawValue: 80)
    static let unrecognizedName = TLSAlert(rawValue: 112)
    static let certificateRequired = TLSAlert(rawValue: 116)

    /// What to do about it.
    var advice: String? {
        switch self {
        case .certificateRequired:
            "give client_cert_file and client_key_file: the server wants to know who its clients are"
        case .handshakeFailure:
            "the server may want a client certificate (client_cert_file, client_key_file), or shares no cipher suite "
                + "with this client: compare its log"
        case .unknownAuthority:
            "the server does not trust the authority of the client's certificate: give it that authority, or use a "
                + "client certificate of one that it trusts"
        case .badCertificate, .unsupportedCertificate, .certificateUnknown, .decryptError:
            "the server refuses the client's certificate: compare its log, client_cert_file and client_key_file"
        case .certificateExpired: "renew the client's certificate"
        case .certificateRevoked, .accessDenied: "the server does not let the client's certificate in"
        case .protocolVersion: "the server speaks none of the versions offered: compare protocols"
        case .insufficientSecurity: "the server wants stronger cipher suites: compare ciphers"
        case .unrecognizedName: "the server does not know the name that it was called by: correct tls: name"
        default: nil
        }
    }
}

extension TLSAlert: CustomStringConvertible {
    var description: String {
        switch self {
        case .handshakeFailure: "handshake failure"
        case .badCertificate: "bad certificate"
        case .unsupportedCertificate: "unsupported certificate"
        case .certificateRevoked: "certificate revoked"
        case .certificateExpired: "certificate expired"
        case .certificateUnknown: "certificate unknown"
        case .unknownAuthority: "unknown certificate authority"
        case .accessDenied: "access denied"
        case .decryptError: "decrypt error"
        case .protocolVersion: "no common protocol version"
        case .insufficientSecurity: "insufficient security"
        case .internalError: "internal error"
        case .unrecognizedName: "unrecognized name"
        case .certificateRequired: "a client certificate is required"
        default: "alert \(rawValue)"
        }
    }
}
