/// What a server speaks that does not speak the Aerospike protocol, guessed from the first byte that it sent.
///
/// That byte decides early: the alert of a TLS server, for one, is shorter than a frame's header.
package enum ForeignProtocol: Hashable, Sendable {
    case tls
    case http
    case ssh
    case other(firstByte: UInt8)

    package init(firstByte: UInt8) {
        switch firstByte {
        // The record types of TLS that a server may begin with: alert and handshake.
        case 0x15, 0x16: self = .tls
        // `HTTP/1.1 400 …`, or a page at once.
        case UInt8(ascii: "H"), UInt8(ascii: "<"): self = .http
        case UInt8(ascii: "S"): self = .ssh
        default: self = .other(firstByte: firstByte)
        }
    }

    /// What a person should do who meant to reach Aerospike.
    package var advice: String {
        switch self {
        case .tls: "the port expects TLS: add tls to the definition, or name the port for connections in clear"
        case .http: "a web server listens there; Aerospike's service port is 3000 unless configured otherwise"
        case .ssh, .other: "another service listens there; Aerospike's service port is 3000 unless configured otherwise"
        }
    }
}

extension ForeignProtocol: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tls: "the server answers in TLS, not in the Aerospike protocol"
        case .http: "the server answers in HTTP, not in the Aerospike protocol"
        case .ssh: "the server answers like SSH, not in the Aerospike protocol"
        case .other(let byte):
            "the server does not speak the Aerospike protocol: its answer begins with byte 0x\(hexadecimal([byte]))"
        }
    }
}
