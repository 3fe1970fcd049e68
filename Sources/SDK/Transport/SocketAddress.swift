internal import Glibc

/// An IP address and a port, as sockets know them.
package struct SocketAddress: Hashable, Sendable {
    /// The address in text form, without brackets.
    package let ip: String
    package let port: UInt16
    let family: Int32
    /// The bytes of the system's own structure for the family.
    private let bytes: [UInt8]

    /// Parses a numeric address; there is no look-up.
    ///
    /// - Returns: `nil` when the text is a name rather than an address.
    package init?(ip: String, port: UInt16) {
        guard let first = try? Self.look(up: ip, port: port, flags: AI_NUMERICHOST).first else { return nil }
        self = first
    }

    /// Whether it belongs to the machine that dials it.
    var isLoopback: Bool { ip.hasPrefix("127.") || ip == "::1" }

    /// Looks a name up; waits for the answer, so never on a thread that others need.
    package static func resolve(_ name: String, port: UInt16) throws(NameLookUpFailure) -> [SocketAddress] {
        try look(up: name, port: port, flags: 0)
    }

    private static func look(
        up name: String,
        port: UInt16,
        flags: Int32
    ) throws(NameLookUpFailure) -> [SocketAddress] {
        // The list belongs to this function until it is freed; every address is copied out of it before that.
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = flags
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(name, String(port), &hints, &list)
        defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
        guard status == 0 else { throw NameLookUpFailure(status: status) }
        var addresses: [SocketAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe SocketAddress(entry.pointee), !addresses.contains(address) {
                addresses.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    private init?(_ entry: addrinfo) {
        guard let pointer = unsafe entry.ai_addr else { return nil }
        let length = Int(unsafe entry.ai_addrlen)
        // The system says how many bytes lie behind the pointer; they are copied.
        let bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: pointer, count: length))
        let family = unsafe entry.ai_family
        guard let (ip, port) = unsafe Self.numeric(pointer, entry.ai_addrlen) else { return nil }
        self.init(ip: ip, port: port, family: family, bytes: bytes)
    }

    private init(ip: String, port: UInt16, family: Int32, bytes: [UInt8]) {
        self.ip = ip
        self.port = port
        self.family = family
        self.bytes = bytes
    }

    /// Lends the system's structure to a call.
    func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        // A structure that is large and aligned enough for every family takes a copy of the bytes, which came from the
        // system; the pointer does not leave the closure.
        var storage = sockaddr_storage()
        let length = min(bytes.count, MemoryLayout<sockaddr_storage>.size)
        unsafe withUnsafeMutableBytes(of: &storage) { unsafe $0.copyBytes(from: bytes.prefix(length)) }
        return unsafe withUnsafePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, socklen_t(length)) }
        }
    }

    /// The text form of an address and its port.
    private static func numeric(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> (String, UInt16)? {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        // Both buffers are passed with their lengths.
        let status = unsafe getnameinfo(
            address, length, &host, socklen_t(host.count), &service, socklen_t(service.count),
            NI_NUMERICHOST | NI_NUMERICSERV)
        func text(_ buffer: [CChar]) -> String {
            String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        guard status == 0, let port = UInt16(text(service)) else { return nil }
        return (text(host), port)
    }
}

extension SocketAddress: CustomStringConvertible {
    /// The address as a seed list writes it, such as `[::1]:3000`.
    package var description: String { "\(Host(ip, port))" }
}

/// Why a name has no address, in the resolver's words.
package struct NameLookUpFailure: Error, Hashable, Sendable, CustomStringConvertible {
    let status: Int32

    package var description: String {
        // The function returns a constant text for every number.
        unsafe String(cString: gai_strerror(status))
    }
}
