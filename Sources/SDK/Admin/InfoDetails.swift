/// A namespace as the nodes see it.
public struct NamespaceDetails: Hashable, Sendable {
    /// The namespace's name.
    public let name: String

    /// What each node says of it, by the node's name.
    public let nodes: [String: InfoStatistics]

    /// How many records all nodes together hold, each copy counted.
    public var objects: Int { nodes.sum("objects") }

    /// How many records there are, each counted once.
    public var masterObjects: Int { nodes.sum("master_objects") }

    /// How much the data takes on all nodes together, in bytes.
    public var usedBytes: Int { nodes.sum("data_used_bytes") }

    /// How many copies of each record there are, or `nil` when the nodes do not agree.
    public var replicationFactor: Int? {
        let factors = Set(nodes.values.map { $0.integer("effective_replication_factor") })
        return factors.count == 1 ? factors.first ?? nil : nil
    }

    /// Whether any node refuses writes for want of room.
    public var stopsWrites: Bool { nodes.values.contains { $0.boolean("stop_writes") == true } }
}

/// A set as the nodes see it.
public struct SetDetails: Hashable, Sendable {
    /// The set, and its namespace.
    public let dataSet: DataSet

    /// What each node says of it, by the node's name.
    public let nodes: [String: InfoStatistics]

    /// How many records all nodes together hold, each copy counted.
    public var objects: Int { nodes.sum("objects") }

    /// How much the records take on all nodes together, in bytes.
    public var usedBytes: Int { nodes.sum("data_used_bytes") }
}

/// A node as it describes itself.
public struct NodeDetails: Hashable, Sendable {
    /// The name that the node goes by in its cluster.
    public let name: String

    /// The address at which the client reaches it.
    public let host: Host

    /// The server's version, such as `8.1.2.0`.
    public let build: String

    /// The server's edition, such as `Aerospike Community Edition`.
    public let edition: String
}

extension NodeDetails {
    /// Reads a version such as `Aerospike Community Edition build 8.1.2.0`.
    ///
    /// - Parameter build: What the node called its version when it was met, for one that says it otherwise.
    init(name: String, host: Host, version: String, build: String) {
        let words = version.split(separator: " ")
        let mark = words.lastIndex(of: "build")
        self.name = name
        self.host = host
        self.build = mark.map { words[($0 + 1)...].joined(separator: " ") } ?? build
        edition = words[..<(mark ?? words.endIndex)].joined(separator: " ")
    }
}
