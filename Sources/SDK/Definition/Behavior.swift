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
public struct Behavior: Hashable, Sendable {
    /// The name under which profiles and reports know the behavior.
    public let name: String

    /// The name of the behavior it inherits from, or `nil` for the default one.
    public let parentName: String?

    /// The patches of this behavior alone.
    public let patches: [BehaviorScope: BehaviorPatch]

    private let matrix: [BehaviorSettings]

    /// The settings of a transaction's check.
    public let systemTxnVerify: BehaviorSettings

    /// The settings of a transaction's end.
    public let systemTxnRoll: BehaviorSettings

    /// The settings of commands of one kind and shape in a namespace of one mode.
    public func settings(
        _ kind: CommandKind,
        _ shape: CommandShape,
        _ mode: ConsistencyMode = .availability
    ) -> BehaviorSettings {
        matrix[Self.index(kind, shape, mode)]
    }

    /// Creates a behavior that inherits from another.
    ///
    /// - Parameters:
    ///   - name: A name, for profiles and reports.
    ///   - parent: The behavior whose settings are inherited.
    ///   - patches: What changes, by scope.
    public init(_ name: String, parent: Behavior = .default, patches: [BehaviorScope: BehaviorPatch]) {
        self.init(name, parentName: parent.name, inheriting: parent, patches: patches)
    }

    /// The root of all behaviors: the built-in settings, patched.
    init(root name: String, patches: [BehaviorScope: BehaviorPatch]) {
        self.init(name, parentName: nil, inheriting: nil, patches: patches)
    }

    private init(
        _ name: String,
        parentName: String?,
        inheriting parent: Behavior?,
        patches: [BehaviorScope: BehaviorPatch]
    ) {
        // A behavior has few patches: to go through them is faster than to look each scope up.
        let given = Array(patches)
        func resolve(_ inherited: BehaviorSettings?, _ scopes: [BehaviorScope]) -> BehaviorSettings {
            var settings = inherited ?? BehaviorSettings()
            for scope in scopes {
                for index in given.indices where given[index].key == scope { given[index].value.apply(to: &settings) }
            }
            return settings
        }
        self.name = name
        self.parentName = parentName
        self.patches = patches
        self.matrix = Self.layers.indices.map { resolve(parent?.matrix[$0], Self.layers[$0]) }
        self.systemTxnVerify = resolve(parent?.systemTxnVerify, [.all, .systemTxnVerify])
        self.systemTxnRoll = resolve(parent?.systemTxnRoll, [.all, .systemTxnRoll])
    }

    /// The scopes that bear on each combination, in the order of the matrix.
    private static let layers = CommandKind.allCases.flatMap { kind in
        CommandShape.allCases.flatMap { shape in
            ConsistencyMode.allCases.map { mode in BehaviorScope.layers(kind, shape, mode) }
        }
    }

    /// The place of a combination in the matrix: kinds, within them shapes, within them modes.
    private static func index(_ kind: CommandKind, _ shape: CommandShape, _ mode: ConsistencyMode) -> Int {
        let kindIndex =
            switch kind {
            case .read: 0
            case .retryableWrite: 1
            case .nonRetryableWrite: 2
            }
        let shapeIndex =
            switch shape {
            case .point: 0
            case .batch: 1
            case .query: 2
            }
        return (kindIndex * 3 + shapeIndex) * 2 + (mode == .strongConsistency ? 1 : 0)
    }
}
