/// A server as TLS sees it: what to offer and whom to trust, the name that it must prove, and the session to take up.
///
/// All connections to one server share it, so that the later ones need not prove everything again.
package final class TLSTarget: Sendable {
    private let source: TLSContextSource
    /// The name, or the IP address, that the server's certificate must carry.
    package let name: String
    private let last = Lock<(session: TLSSession, context: TLSContext)?>(nil)

    /// Names a server.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` for a name that no certificate can carry.
    package init(_ source: TLSContextSource, name: String) throws(AerospikeError) {
        // The dot at the end of a name tells resolvers that it is whole; certificates and SNI have none (RFC 6066).
        let name = name.hasSuffix(".") ? String(name.dropLast()) : name
        let length = name.utf8.count
        // OpenSSL would take a name that begins with a dot for any name that ends so.
        let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } && !name.hasPrefix(".")
        guard 1...TLSLimits.nameLength ~= length, isPlain else {
            throw AerospikeError(
                .invalidArgument, "no certificate can carry the TLS name '\(printable(name.utf8))'",
                advice: "correct tls: name, or the host's")
        }
        self.source = source
        self.name = name
    }

    /// What the next connection is to begin with.
    var context: TLSContext { source.current }

    /// What an earlier connection of the same context left to be taken up: who has another certificate by now, or trusts
    /// others, begins anew.
    func lastSession(of context: TLSContext) -> TLSSession? {
        last.withLock { last in last?.context === context ? last?.session : nil }
    }

    func remember(_ session: TLSSession, of context: TLSContext) {
        last.withLock { $0 = (session, context) }
    }
}
