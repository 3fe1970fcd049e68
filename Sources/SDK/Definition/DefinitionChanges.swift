/// What became of a changed definition in a client that runs, setting by setting.
///
/// Settings are named as profiles name them, such as `cluster.hosts`, `system.connections.maximum_connections_per_node`,
/// `behaviors.patient` or `sessions.reports`.
public struct DefinitionChanges: Hashable, Sendable {
    /// The settings that the client goes by from now on.
    public internal(set) var applied: [String] = []

    /// The settings that stay as they are in this client, because only another can go by them.
    public internal(set) var needsNewClient: [String] = []

    /// No change.
    package init() {}

    /// Whether nothing differs from what the client goes by.
    public var isEmpty: Bool { applied.isEmpty && needsNewClient.isEmpty }
}

extension DefinitionChanges: CustomStringConvertible {
    /// Both lists in one line, such as `applied cluster.racks; needs a new client: cluster.name`.
    public var description: String {
        let parts = [
            applied.isEmpty ? nil : "applied \(applied.joined(separator: ", "))",
            needsNewClient.isEmpty ? nil : "needs a new client: \(needsNewClient.joined(separator: ", "))",
        ].compactMap(\.self)
        return parts.isEmpty ? "nothing changed" : parts.joined(separator: "; ")
    }
}

extension DefinitionChanges {
    /// The same of a profile's client that has this name.
    package func ofClient(named name: String) -> DefinitionChanges {
        guard name != "default" else { return self }
        func renamed(_ key: String) -> String {
            key.hasPrefix("cluster.") || key == "cluster" ? "clients.\(name)\(key.dropFirst("cluster".count))" : key
        }
        var changes = self
        changes.applied = applied.map(renamed)
        changes.needsNewClient = needsNewClient.map(renamed)
        return changes
    }

    /// Adds what became of another definition of the same profile, each setting once.
    mutating func add(_ other: DefinitionChanges) {
        applied += other.applied.filter { !applied.contains($0) }
        needsNewClient += other.needsNewClient.filter { !needsNewClient.contains($0) }
    }
}
