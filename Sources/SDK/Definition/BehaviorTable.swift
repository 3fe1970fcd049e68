/// Resolved settings of some commands, with one column for those that are alike.
package struct BehaviorTable: Sendable {
    /// A setting, and what it is in each column.
    package struct Row: Hashable, Sendable {
        package let name: String
        package let values: [String]
    }

    /// Commands that are alike, and their settings.
    private struct Column {
        var places: [(shape: CommandShape, mode: ConsistencyMode)]
        let settings: BehaviorSettings
    }

    /// Which commands it is about.
    package let name: String
    /// Which of them each column is about; empty where all are alike.
    package let columns: [String]
    package let rows: [Row]

    /// The settings that every command shares, then the others by kind, then those of transactions.
    package static func all(of behavior: Behavior) -> [BehaviorTable] {
        let kinds = CommandKind.allCases.map { ($0, columns(of: $0, behavior)) }
        let all = kinds.flatMap { $0.1.map(\.settings) }
        let any = behavior.settings(.read, .point)
        let (shared, others) = BehaviorSetting.all.parted { setting in
            all.allSatisfy { setting.value($0) == setting.value(any) }
        }
        let transactions = [("check", behavior.systemTxnVerify), ("end", behavior.systemTxnRoll)]
        let own = BehaviorSetting.all.filter { setting in
            transactions.contains { setting.value($0.1) != setting.value(any) }
        }
        return [BehaviorTable("every command", [("", any)], shared)]
            + kinds.map { kind, columns in
                BehaviorTable(kind.pluralName, columns.map { (label($0), $0.settings) }, others)
            } + [BehaviorTable("transactions", transactions, own)]
    }

    private init(_ name: String, _ columns: [(label: String, settings: BehaviorSettings)], _ rows: [BehaviorSetting]) {
        self.name = name
        self.columns = columns.map(\.label)
        self.rows = rows.map { setting in
            Row(name: setting.name, values: columns.map { setting.value($0.settings).description })
        }
    }

    /// The commands of a kind, those with the same settings together.
    private static func columns(of kind: CommandKind, _ behavior: Behavior) -> [Column] {
        var columns: [Column] = []
        for shape in CommandShape.allCases {
            for mode in ConsistencyMode.allCases {
                let settings = behavior.settings(kind, shape, mode)
                if let known = columns.firstIndex(where: { $0.settings == settings }) {
                    columns[known].places.append((shape, mode))
                } else {
                    columns.append(Column(places: [(shape, mode)], settings: settings))
                }
            }
        }
        return columns
    }

    /// What the commands of a column have in common: `point batch`, `query SC`, or nothing for all of a kind.
    private static func label(_ column: Column) -> String {
        let groups = ConsistencyMode.combinations.map { modes in
            let shapes = CommandShape.allCases.filter { shape in
                modes == column.places.filter { $0.shape == shape }.map(\.mode)
            }
            return (shapes, modes)
        }
        let isWhole = column.places.count == CommandShape.allCases.count * ConsistencyMode.allCases.count
        return isWhole
            ? ""
            : groups.filter { !$0.0.isEmpty }.map { shapes, modes in
                (shapes.map(\.name) + (modes.count == 1 ? [modes[0].name] : [])).joined(separator: " ")
            }.joined(separator: ", ")
    }
}

extension Array {
    /// The elements for which something is so, and the others.
    fileprivate func parted(_ isSo: (Element) -> Bool) -> (so: [Element], others: [Element]) {
        (filter(isSo), filter { !isSo($0) })
    }
}

extension CommandKind {
    /// The kind as programs read it.
    package var name: String {
        switch self {
        case .read: "read"
        case .retryableWrite: "retryable_write"
        case .nonRetryableWrite: "non_retryable_write"
        }
    }

    fileprivate var pluralName: String {
        switch self {
        case .read: "reads"
        case .retryableWrite: "retryable writes"
        case .nonRetryableWrite: "non-retryable writes"
        }
    }
}

extension CommandShape {
    /// The shape as programs and people read it.
    package var name: String {
        switch self {
        case .point: "point"
        case .batch: "batch"
        case .query: "query"
        }
    }
}

extension ConsistencyMode {
    fileprivate static let combinations: [[ConsistencyMode]] = [allCases, [.availability], [.strongConsistency]]

    /// The mode as programs and people read it: `AP` or `SC`.
    package var name: String {
        switch self {
        case .availability: "AP"
        case .strongConsistency: "SC"
        }
    }
}
