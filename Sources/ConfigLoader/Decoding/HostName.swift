import AerospikeSDK
import Glibc

/// What a host may be called in a profile: more than that it can be told apart from a port, which is the grammar's part.
enum HostName {
    /// What is wrong with the name of a host, or `nil`.
    static func problem(_ name: String) -> String? {
        if name.has(UInt8(ascii: "@")) { return credentials }
        if name.has(UInt8(ascii: ":")) {
            return isIPv6(String(name.prefix { $0 != "%" })) ? nil : "it is not an IPv6 address"
        }
        guard isDotted(name), !isIPv4(name) else { return nil }
        return name.utf8.allSatisfy(isDigit)
            ? "it is a number; before the port stands a host, as in localhost:3000"
            : "it is not an IPv4 address: four numbers from 0 to 255, without leading zeros"
    }

    /// What is wrong with a host that has an `@`.
    static let credentials = "expected host[:tlsName][:port]; a user and a password belong in 'auth'"

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether there is nothing but digits and dots, which no name of a host consists of.
    private static func isDotted(_ name: String) -> Bool {
        let bytes = name.utf8.span
        for index in bytes.indices where !isDigit(bytes[index]) && bytes[index] != UInt8(ascii: ".") { return false }
        return true
    }

    // Unsafe because of the C calls below, which are given structures of the size that they expect.

    /// Some programs take `010` for eight, and `10.1` for 10.0.0.1: what it means here is not for guessing, and the C
    /// library's own parser refuses both.
    private static func isIPv4(_ name: String) -> Bool {
        var address = in_addr()
        return unsafe inet_pton(AF_INET, name, &address) == 1
    }

    private static func isIPv6(_ name: String) -> Bool {
        var address = in6_addr()
        return unsafe inet_pton(AF_INET6, name, &address) == 1
    }
}
