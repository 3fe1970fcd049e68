internal import AerospikeConfigLoader
internal import AerospikeSDK

/// Behaviors of a profile as a JSON document; its keys are stable.
enum BehaviorDocument {
    static func make(_ profile: Profile, _ behaviors: [Behavior]) -> JSON {
        .object([
            ("profile", .string(profile.name)),
            ("files", .array(profile.files.map { .string($0) })),
            ("behaviors", .array(behaviors.map(behavior))),
        ])
    }

    private static func behavior(_ behavior: Behavior) -> JSON {
        let patches = behavior.lineage.last?.patches ?? []
        return .object([
            ("name", .string(behavior.name)),
            ("parent", .optional(behavior.parentName)),
            ("patches", .array(patches.map(patch))),
            ("commands", .array(commands(behavior))),
            ("system_txn_verify", settings(behavior.systemTxnVerify)),
            ("system_txn_roll", settings(behavior.systemTxnRoll)),
        ])
    }

    private static func patch(_ patch: ScopedPatch) -> JSON {
        .object([
            ("scope", .string(patch.scope.rawValue)),
            ("changes", .object(patch.patch.changes.map { ($0.name, value($0.value)) })),
        ])
    }

    private static func commands(_ behavior: Behavior) -> [JSON] {
        CommandKind.allCases.flatMap { kind in
            CommandShape.allCases.flatMap { shape in
                ConsistencyMode.allCases.map { mode in
                    .object([
                        ("kind", .string(kind.name)), ("shape", .string(shape.name)), ("mode", .string(mode.name)),
                        ("settings", settings(behavior.settings(kind, shape, mode))),
                    ])
                }
            }
        }
    }

    private static func settings(_ settings: BehaviorSettings) -> JSON {
        .object(BehaviorSetting.all.map { ($0.name, value($0.value(settings))) })
    }

    private static func value(_ value: BehaviorSetting.Value) -> JSON {
        switch value {
        case .count(let count): .integer(count)
        case .flag(let flag): .bool(flag)
        case .duration, .word: .string(value.description)
        }
    }
}
