extension Int {
    /// The number with its noun: `1 node`, `2 nodes`.
    package func of(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension Duration {
    /// The duration in milliseconds for a person: `0.4 ms`, `12 ms`.
    package var inMilliseconds: String {
        let tenths = (wholeNanoseconds + 50_000) / 100_000
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) ms" : "\((tenths + 5) / 10) ms"
    }
}

extension Host {
    /// An address that the cluster publishes, and the one that is dialled for it: `10.0.0.1:3000 → 127.0.0.1:4000`.
    func text(mappedTo dialled: Host) -> String {
        self == dialled ? address : "\(address) → \(dialled.address)"
    }

    /// The host and its port, without the name that its certificate must carry.
    var address: String { Host(name, port).description }
}

extension Duration {
    /// The duration in hours and minutes for a person: `23 h 59 min`, `45 min`, `90 s`.
    var inHours: String {
        let seconds = (wholeNanoseconds + 500_000_000) / 1_000_000_000
        guard seconds >= 120 else { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        let parts = [(minutes / 60, "h"), (minutes % 60, "min")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}

extension AerospikeError {
    /// The reason at the end of a message that says first what failed: `Connection refused`.
    var reason: String {
        // Texts of the system hold no colon; addresses do, but none followed by a space.
        let parts = message.split(separator: ": ", omittingEmptySubsequences: true)
        return parts.last.map(String.init) ?? message
    }
}

/// A few of many, for a sentence: `a, b, c and 4 more`.
package func few(_ names: [String], limit: Int = 3) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
}
