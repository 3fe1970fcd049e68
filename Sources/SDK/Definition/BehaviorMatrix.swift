/// Where the settings of each combination of kind, shape and mode stand, and which scopes bear on them.
enum BehaviorMatrix {
    /// The place of the settings of a transaction's check.
    static let systemTxnVerify = 18
    /// The place of the settings of a transaction's end.
    static let systemTxnRoll = 19

    /// The settings on which the root of all behaviors builds.
    static let builtIn = [BehaviorSettings](repeating: BehaviorSettings(), count: 20)

    /// The scopes, the least specific first, and the places on which each bears.
    static let layers = BehaviorScope.allCases.map { scope in (scope: scope, places: places(of: scope)) }

    /// The place of a combination: kinds, within them shapes, within them modes.
    static func place(_ kind: CommandKind, _ shape: CommandShape, _ mode: ConsistencyMode) -> Int {
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

    private static func places(of scope: BehaviorScope) -> [Int] {
        var places: [Int] = []
        for kind in CommandKind.allCases {
            for shape in CommandShape.allCases {
                for mode in ConsistencyMode.allCases where scope.bears(on: kind, shape, mode) {
                    places.append(place(kind, shape, mode))
                }
            }
        }
        if scope == .all || scope == .systemTxnVerify { places.append(systemTxnVerify) }
        if scope == .all || scope == .systemTxnRoll { places.append(systemTxnRoll) }
        return places
    }
}
