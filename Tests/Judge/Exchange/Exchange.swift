import AerospikeConfigLoader
import AerospikeSDK

/// Leaves records for another client, or reads what that has left: the counterpart of `exchange.py`.
///
/// `JudgeExchange PROFILE write` writes, `JudgeExchange PROFILE read` compares and prints one line a check.
@main
struct Exchange {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, ["write", "read"].contains(arguments[2]) else {
            print("usage: JudgeExchange PROFILE write|read")
            return
        }
        do {
            try await ClusterDefinition.load(profile: arguments[1]).withClient { client in
                let session = client.createSession()
                if arguments[2] == "write" { try await write(session) } else { try await read(session) }
            }
        } catch {
            report("the connector could not \(arguments[2]): \(error)", false)
        }
    }

    private static let bins: Bins = [
        "int": -7, "big": .integer(1 << 62), "double": 3.5, "text": "Grüße", "empty": "", "blob": .blob([0, 255]),
        "yes": true, "list": [1, "two", 3.0, [4, true], .blob([5])],
        "map": ["a": 1, "z": ["x", ["b": 2]], 7: "seven"],
        "large": .blob((0..<300_000).map { UInt8($0 % 251) }),
    ]

    /// A writer's name as a key of each type.
    private static func keys(of writer: String) -> [(kind: String, key: Key)] {
        let set = DataSet.of("test", "exchange")
        let bytes = Array(writer.utf8)
        return [
            ("text", set.id(writer)), ("number", set.id(bytes.reduce(0) { $0 + Int($1) })), ("bytes", set.id(bytes)),
        ]
    }

    private static func write(_ session: Session) async throws {
        for (_, key) in keys(of: "connector") { try await session.put(key, bins) }
    }

    private static func read(_ session: Session) async throws {
        for (kind, key) in keys(of: "python") {
            let found = try await session.get(key).bins
            for bin in bins {
                let isRight = found[bin.name].map(plain) == plain(bin.value)
                report("what Python wrote under a key of \(kind) is read: \(bin.name)", isRight)
            }
            report("and nothing else, under a key of \(kind)", found.count == bins.count)
        }
        let rows = try await session.query(DataSet.of("test", "exchange")).execute().collect()
        report("a query finds what both wrote", rows.count == 6)
    }

    /// The same value without what a client may choose for itself: in which order a server keeps it.
    private static func plain(_ value: Value) -> Value {
        switch value {
        case .list(let list): .list(ListValue(list.map(plain)))
        case .map(let map): .map(MapValue(entries: map.entries.map { .init(key: $0.key, value: plain($0.value)) }))
        default: value
        }
    }

    private static func report(_ what: String, _ isRight: Bool) {
        print((isRight ? "ok    " : "WRONG ") + what)
    }
}
