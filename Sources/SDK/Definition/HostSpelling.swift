internal import Glibc

extension String {
    /// The one spelling that stands for all spellings of a host.
    ///
    /// Names know no case and may end in a dot; an IPv6 address may be shortened in several ways, and the system's is
    /// that of RFC 5952.
    var canonicalHost: String {
        guard utf8.contains(UInt8(ascii: ":")) else { return lowercased().withoutFinalDot }
        let address = prefix { $0 != "%" }
        guard let canonical = String(address).canonicalIPv6 else { return lowercased() }
        return canonical + self[address.endIndex...]
    }

    private var withoutFinalDot: String { hasSuffix(".") ? String(dropLast()) : self }

    private var canonicalIPv6: String? {
        var address = in6_addr()
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        // Both calls are given structures of the size that they expect, and the buffer's length.
        guard unsafe inet_pton(AF_INET6, self, &address) == 1,
            unsafe inet_ntop(AF_INET6, &address, &text, socklen_t(text.count)) != nil
        else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
