/// All sections of a profile and their keys.
enum ProfileFormat {
    /// Each section's path and keys, in the order in which they are documented.
    static let sections: [(path: String, keys: [String])] = [
        (ClusterSection.section.path, ClusterSection.section.keys),
        (ClusterSection.clientSection.path, [ClusterSection.likeKey]),
        (TLSSection.section.path, TLSSection.section.keys),
        (AuthSection.section.path, AuthSection.section.keys),
        (SandboxSection.section.path, SandboxSection.section.keys),
        (BehaviorSection.section.path, BehaviorSection.section.keys),
        (BehaviorBlock.all.path, BehaviorBlock.all.keys),
        (SystemSection.section.path, SystemSection.section.keys),
        (ConnectionsSection.section.path, ConnectionsSection.section.keys),
        (CircuitBreakerSection.section.path, CircuitBreakerSection.section.keys),
        (RefreshSection.section.path, RefreshSection.section.keys),
        (TransactionsSection.section.path, TransactionsSection.section.keys),
        (MetricsSection.section.path, MetricsSection.section.keys),
        ("the top level", ProfileContents.section.keys),
    ]

    /// The paths of the sections that have a key: where a key that stands in the wrong section may belong.
    static func sections(with key: String) -> [String] {
        sections.filter { $0.keys.contains(key) }.map(\.path)
    }
}
