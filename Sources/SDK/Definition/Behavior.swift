/// How commands behave: their times, retries, consistency and routing, by the kind of command.
///
/// A behavior inherits its parent's settings and lays patches over them, each for a scope. Its settings are resolved
/// once, when it is made; a session reads them without further work.
///
/// ## Usage
/// ```swift
/// let patient = Behavior.default.derivingWithChanges("patient", totalTimeout: .seconds(60), maxRetries: 6)
/// let session = client.createSession(patient)
/// ```
public struct Behavior: Sendable {
    /// What a behavior consists of: one object, however many sessions and commands hold the behavior.
    private final class Content: Sendable {
        /// The nearest ancestors, the eldest first, and last the behavior itself.
        let lineage: [BehaviorGeneration]
        let name: String
        let parentName: String?
        let patches: [ScopedPatch]
        /// The settings of every combination of kind, shape and mode, and behind them those of transactions.
        let matrix: [BehaviorSettings]
        /// Whether any command is to be compressed.
        let usesCompression: Bool

        init(_ name: String, inheriting parent: Behavior?, patches given: [ScopedPatch]) {
            var matrix = parent?.content.matrix ?? BehaviorMatrix.builtIn
            var order: [Int] = []
            var isOrdered = true
            let layers = BehaviorMatrix.layers
            // The least specific first: what comes later covers what came before. Neither layers nor patches are copied.
            for layer in layers.indices {
                for index in given.indices where given[index].scope == layers[layer].scope {
                    given[index].patch.apply(to: &matrix, at: layers[layer].places)
                    isOrdered = isOrdered && index == order.count
                    order.append(index)
                }
            }
            patches = isOrdered ? given : order.map { given[$0] }
            self.name = name
            self.parentName = parent?.name
            lineage = BehaviorGeneration(name: name, parentName: parent?.name, patches: patches)
                .following(parent?.content.lineage ?? [])
            self.matrix = matrix
            usesCompression = matrix.contains(where: \.useCompression)
        }
    }

    private let content: Content

    /// The name under which profiles and reports know the behavior.
    public var name: String { content.name }

    /// The name of the behavior it inherits from, or `nil` for the default one.
    public var parentName: String? { content.parentName }

    /// The patches of this behavior alone.
    public var patches: [BehaviorScope: BehaviorPatch] {
        Dictionary(content.patches.map { ($0.scope, $0.patch) }) { _, last in last }
    }

    /// The nearest ancestors, the eldest first, and last the behavior itself: what each changes.
    package var lineage: [BehaviorGeneration] { content.lineage }

    /// Whether any command is to be compressed.
    var usesCompression: Bool { content.usesCompression }

    /// The settings of a transaction's check.
    public var systemTxnVerify: BehaviorSettings { content.matrix[BehaviorMatrix.systemTxnVerify] }

    /// The settings of a transaction's end.
    public var systemTxnRoll: BehaviorSettings { content.matrix[BehaviorMatrix.systemTxnRoll] }

    /// The settings of commands of one kind and shape in a namespace of one mode.
    public func settings(
        _ kind: CommandKind,
        _ shape: CommandShape,
        _ mode: ConsistencyMode = .availability
    ) -> BehaviorSettings {
        content.matrix[BehaviorMatrix.place(kind, shape, mode)]
    }

    /// Creates a behavior that inherits from another.
    ///
    /// - Parameters:
    ///   - name: A name, for profiles and reports.
    ///   - parent: The behavior whose settings are inherited.
    ///   - patches: What changes, by scope.
    public init(_ name: String, parent: Behavior = .default, patches: [BehaviorScope: BehaviorPatch]) {
        self.init(name, parent: parent, patches: patches.map { ScopedPatch($0.key, $0.value) })
    }

    /// Creates a behavior that inherits from another; a scope may have several patches, of which the later cover the
    /// earlier.
    package init(_ name: String, parent: Behavior, patches: [ScopedPatch]) {
        content = Content(name, inheriting: parent, patches: patches)
    }

    /// The root of all behaviors: the built-in settings, patched.
    init(root name: String, patches: [BehaviorScope: BehaviorPatch]) {
        content = Content(name, inheriting: nil, patches: patches.map { ScopedPatch($0.key, $0.value) })
    }
}

extension Behavior: Hashable {
    /// Whether both have the same name and parent, change the same, and come to the same settings.
    public static func == (one: Behavior, other: Behavior) -> Bool {
        one.content === other.content
            || one.name == other.name && one.parentName == other.parentName
                && one.content.patches == other.content.patches && one.content.matrix == other.content.matrix
    }

    /// Feeds the name and the patches to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(content.patches)
    }
}

/// What one behavior of a line of parents and children changes.
package struct BehaviorGeneration: Hashable, Sendable {
    /// The most generations that a behavior remembers: enough for whoever reads them, and no more for one that was
    /// derived over and over.
    static let most = 32

    package let name: String
    package let parentName: String?
    /// The patches, those of the least specific scope first.
    package let patches: [ScopedPatch]

    fileprivate func following(_ ancestors: [BehaviorGeneration]) -> [BehaviorGeneration] {
        var lineage: [BehaviorGeneration] = []
        lineage.reserveCapacity(min(ancestors.count + 1, Self.most))
        lineage += ancestors.suffix(Self.most - 1)
        lineage.append(self)
        return lineage
    }
}
