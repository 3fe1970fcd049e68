internal import AerospikeSDK

/// A record as the sandbox keeps it.
struct SandboxRecord: Sendable {
    var setName: String
    /// In the order in which they were written first.
    var bins: [Bins.Bin] = []
    /// 0 in a record that is being made, then from 1; after 65,535 it begins again, as on the server.
    var generation: UInt16 = 0
    /// When the record expires, in seconds of the server's count, or 0 for never.
    var voidTime: UInt32 = 0
    var lastUpdate = SandboxTime(milliseconds: 0)
    /// The content of the key field that the record's first writer sent, if it did.
    var userKey: [UInt8]?

    init(setName: String) {
        self.setName = setName
    }

    func isExpired(at now: SandboxTime) -> Bool {
        voidTime != 0 && voidTime <= now.seconds
    }

    /// How much the record weighs, in bytes.
    var size: Int {
        bins.reduce(Self.overhead + (userKey?.count ?? 0)) { $0 + $1.name.utf8.count + $1.value.sandboxSize }
    }

    /// What an empty record weighs: its digest and what the server knows about it.
    private static let overhead = 64

    subscript(bin: String) -> Value? { bins.first { $0.name == bin }?.value }

    mutating func set(_ bin: String, to value: Value) {
        if let position = bins.firstIndex(where: { $0.name == bin }) {
            bins[position].value = value
        } else {
            bins.append(Bins.Bin(bin, value))
        }
    }

    mutating func remove(_ bin: String) {
        bins.removeAll { $0.name == bin }
    }

    mutating func advanceGeneration() {
        generation = generation == .max ? 1 : generation + 1
    }
}

extension Value {
    /// About how many bytes the value takes on the wire.
    var sandboxSize: Int {
        switch self {
        case .null, .boolean: 1
        case .integer, .double, .unknown(.unsigned): 8
        case .string(let text), .geoJSON(let text): text.utf8.count
        case .blob(let bytes), .hyperLogLog(let bytes): bytes.count
        case .unknown(.particle(_, let bytes)), .unknown(.messagePackExtension(_, let bytes)): bytes.count
        case .list(let list): list.elements.reduce(1) { $0 + 1 + $1.sandboxSize }
        case .map(let map): map.entries.reduce(1) { $0 + 2 + $1.key.sandboxSize + $1.value.sandboxSize }
        }
    }
}
