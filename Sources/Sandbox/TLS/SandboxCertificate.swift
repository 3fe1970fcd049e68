public import AerospikeSDK

/// What a certificate of a sandbox says.
public struct SandboxCertificate: Hashable, Sendable {
    /// When a certificate holds.
    public enum Validity: Hashable, Sendable {
        /// From yesterday on, for a year.
        case current
        /// From yesterday on, for so many days and an hour from now.
        case ending(days: Int)
        /// Until yesterday.
        case expired
        /// From tomorrow on.
        case notYet
    }

    /// The subject's common name: a server's TLS name, or the user that a client logs in as.
    public var commonName: String

    /// The host names and IP addresses that it is for; none for a client's.
    public var names: [String]

    /// When it holds; now unless set.
    public var validity = Validity.current

    /// Whether an authority signs it that nobody trusts; `false` unless set.
    public var isFromStranger = false

    /// Whether it may be shown by servers only; `false` unless set.
    public var isForServersOnly = false

    /// The passphrase with which its key is encrypted; `nil`, for a key in clear, unless set.
    public var keyPassphrase: Secret?

    /// Describes a certificate.
    ///
    /// - Parameters:
    ///   - commonName: The subject's common name.
    ///   - names: The host names and IP addresses that it is for; none unless given.
    public init(_ commonName: String, names: [String] = []) {
        self.commonName = commonName
        self.names = names
    }

    /// Describes the certificate of a server on this machine.
    ///
    /// - Parameter name: The TLS name, to which `localhost` and the loopback addresses are added.
    public static func server(_ name: String) -> SandboxCertificate {
        SandboxCertificate(name, names: [name, "localhost", "127.0.0.1", "::1"])
    }
}

extension SandboxCertificate {
    /// The names as an extension of a certificate, in OpenSSL's words; `nil` when one has characters that could be
    /// taken for words.
    var alternativeNames: String? {
        guard names.allSatisfy(\.isPlainName) else { return nil }
        return names.map { "\($0.isAddress ? "IP" : "DNS"):\($0)" }.joined(separator: ",")
    }
}

extension String {
    /// Whether the text has no other characters than host names and addresses have.
    fileprivate var isPlainName: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"): true
                case UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: ":"): true
                default: false
                }
            }
    }

    fileprivate var isAddress: Bool {
        utf8.contains(UInt8(ascii: ":"))
            || utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }
    }
}
