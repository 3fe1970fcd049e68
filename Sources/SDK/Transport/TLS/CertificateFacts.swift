internal import CAerospikeOpenSSL
internal import Glibc

/// What a certificate says, for people: a stranger wrote it, so all of it is cut short and made printable.
package struct CertificateFacts: Hashable, Sendable {
    /// The subject's common name.
    package let commonName: String?
    /// The host names and IP addresses that it is for.
    package let names: [String]
    /// Who vouches for it.
    package let issuer: String
    /// From when on it holds, in universal time.
    package let notBefore: String
    /// Until when it holds, in universal time.
    package let notAfter: String
    /// How many days it holds still; negative when it has expired.
    package let daysLeft: Int

    /// Reads a certificate of OpenSSL's.
    init(_ certificate: OpaquePointer) {
        // The certificate is lent for the length of the call; all that is read belongs to it, and is copied.
        commonName = unsafe Self.commonName(X509_get_subject_name(certificate))
        names = unsafe Self.alternativeNames(of: certificate)
        issuer = unsafe Self.wholeName(X509_get_issuer_name(certificate))
        notBefore = unsafe Self.text(of: X509_get0_notBefore(certificate))
        notAfter = unsafe Self.text(of: X509_get0_notAfter(certificate))
        var (days, seconds) = (Int32(0), Int32(0))
        unsafe ASN1_TIME_diff(&days, &seconds, nil, X509_get0_notAfter(certificate))
        daysLeft = Int(days)
    }

    private static func commonName(_ name: OpaquePointer?) -> String? {
        // The call is told the length of the buffer that it fills.
        var buffer = [CChar](repeating: 0, count: TLSLimits.textShown)
        let length = unsafe X509_NAME_get_text_by_NID(name, NID_commonName, &buffer, Int32(buffer.count))
        return length < 0 ? nil : printable(buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    }

    private static func wholeName(_ name: OpaquePointer?) -> String {
        // The call is told the length of the buffer that it fills.
        if let commonName = unsafe commonName(name), !commonName.isEmpty { return commonName }
        var buffer = [CChar](repeating: 0, count: TLSLimits.textShown)
        unsafe X509_NAME_oneline(name, &buffer, Int32(buffer.count))
        return printable(buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    }

    private static func text(of time: UnsafePointer<ASN1_TIME>?) -> String {
        var parts = unsafe tm()
        // One structure, which the call fills.
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return "?" }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (year, month, day) = unsafe (Int(parts.tm_year) + 1900, parts.tm_mon + 1, parts.tm_mday)
        let (hour, minute) = unsafe (parts.tm_hour, parts.tm_min)
        return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute))"
    }
}

extension CertificateFacts {
    private static func alternativeNames(of certificate: OpaquePointer) -> [String] {
        // The list is a copy that is freed at the end; its elements are looked at within its bounds only.
        guard let list = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        let names = OpaquePointer(list)
        defer { unsafe GENERAL_NAMES_free(names) }
        return unsafe (0..<max(0, OPENSSL_sk_num(names))).compactMap { index in
            guard let name = unsafe OPENSSL_sk_value(names, index) else { return nil }
            return unsafe text(of: name.assumingMemoryBound(to: GENERAL_NAME.self))
        }
    }

    /// The text of a host name or an IP address; `nil` for names of other kinds.
    private static func text(of name: UnsafePointer<GENERAL_NAME>) -> String? {
        var kind: Int32 = 0
        // For both kinds that are looked at, the value is a string of OpenSSL's, which knows its length.
        guard let value = unsafe GENERAL_NAME_get0_value(name, &kind), kind == GEN_DNS || kind == GEN_IPADD else {
            return nil
        }
        let string = unsafe value.assumingMemoryBound(to: ASN1_STRING.self)
        let length = Int(unsafe ASN1_STRING_length(string))
        let bytes = unsafe Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: length))
        return kind == GEN_DNS ? printable(bytes) : address(bytes)
    }

    private static func address(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        // The address is as long as its family says, and the buffer as long as an address can be.
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard unsafe inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension CertificateFacts: CustomStringConvertible {
    /// What it is for, who vouches for it and when it holds, in half a sentence.
    package var description: String {
        let shown = names.prefix(TLSLimits.namesShown).joined(separator: ", ")
        let more = names.count > TLSLimits.namesShown ? " and \(names.count - TLSLimits.namesShown) more" : ""
        let list = names.isEmpty ? "no names" : "the names \(shown)\(more)"
        return "CN \(commonName.map { "'\($0)'" } ?? "none"), \(list); issued by '\(issuer)'; "
            + "valid from \(notBefore) to \(notAfter) UTC"
    }
}

/// A stranger's text: characters that could do something to a terminal are replaced, and it ends after a while.
func printable(_ bytes: some Sequence<UInt8>) -> String {
    let shown = bytes.prefix(TLSLimits.textShown).map { 0x20...0x7E ~= $0 ? $0 : UInt8(ascii: "?") }
    return String(decoding: shown, as: UTF8.self)
}
