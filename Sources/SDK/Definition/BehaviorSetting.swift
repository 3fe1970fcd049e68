/// A setting of behaviors as reports tell it: its name, and what it is in settings and in patches.
package struct BehaviorSetting: Sendable {
    /// What a setting is.
    package enum Value: Hashable, Sendable, CustomStringConvertible {
        case duration(Duration)
        case count(Int)
        case flag(Bool)
        case word(String)

        /// The value as reports write it, such as `250ms` or `PREFER_RACK`.
        package var description: String {
            switch self {
            case .duration(let duration): duration.spelled
            case .count(let count): "\(count)"
            case .flag(let flag): "\(flag)"
            case .word(let word): word
            }
        }
    }

    /// The name by which the Aerospike SDKs know the setting, such as `total_timeout`.
    package let name: String
    /// What it is in resolved settings.
    package let value: @Sendable (BehaviorSettings) -> Value
    /// What a patch makes it, or `nil` when it leaves it alone.
    package let change: @Sendable (BehaviorPatch) -> Value?

    private init<Setting>(
        _ name: String,
        _ value: any KeyPath<BehaviorSettings, Setting> & Sendable,
        _ change: any KeyPath<BehaviorPatch, Setting?> & Sendable,
        _ make: @escaping @Sendable (Setting) -> Value
    ) {
        self.name = name
        self.value = { make($0[keyPath: value]) }
        self.change = { $0[keyPath: change].map(make) }
    }

    /// Every setting, in the order of ``BehaviorSettings``.
    package static let all = [
        BehaviorSetting("total_timeout", \.totalTimeout, \.totalTimeout, Value.duration),
        BehaviorSetting("socket_timeout", \.socketTimeout, \.socketTimeout, Value.duration),
        BehaviorSetting("timeout_delay", \.timeoutDelay, \.timeoutDelay, Value.duration),
        BehaviorSetting("max_retries", \.maxRetries, \.maxRetries, Value.count),
        BehaviorSetting("retry_delay", \.retryDelay, \.retryDelay, Value.duration),
        BehaviorSetting("send_key", \.sendKey, \.sendKey, Value.flag),
        BehaviorSetting("durable_delete", \.durableDelete, \.durableDelete, Value.flag),
        BehaviorSetting("commit_level", \.commitLevel, \.commitLevel) { Value.word($0.rawValue.uppercased()) },
        BehaviorSetting("replica", \.replica, \.replica) { Value.word($0.rawValue.uppercased()) },
        BehaviorSetting("read_mode_ap", \.readModeAP, \.readModeAP) { Value.word($0.rawValue.uppercased()) },
        BehaviorSetting("read_mode_sc", \.readModeSC, \.readModeSC) { Value.word($0.rawValue.uppercased()) },
        BehaviorSetting("use_compression", \.useCompression, \.useCompression, Value.flag),
        BehaviorSetting("compression_threshold", \.compressionThreshold, \.compressionThreshold, Value.count),
        BehaviorSetting("max_concurrent_nodes", \.maxConcurrentNodes, \.maxConcurrentNodes, Value.count),
        BehaviorSetting("record_queue_size", \.recordQueueSize, \.recordQueueSize, Value.count),
        BehaviorSetting("allow_scans_with_where", \.allowScansWithWhere, \.allowScansWithWhere, Value.flag),
        BehaviorSetting("allow_inline", \.allowInline, \.allowInline, Value.flag),
        BehaviorSetting("allow_inline_ssd", \.allowInlineSSD, \.allowInlineSSD, Value.flag),
        BehaviorSetting("read_touch_ttl_percent", \.readTouchTTLPercent, \.readTouchTTLPercent, Value.count),
        BehaviorSetting("error_detail_verbosity", \.errorDetailVerbosity, \.errorDetailVerbosity, Value.count),
    ]
}

extension BehaviorPatch {
    /// What the patch changes, in the order of ``BehaviorSettings``.
    package var changes: [(name: String, value: BehaviorSetting.Value)] {
        BehaviorSetting.all.compactMap { setting in setting.change(self).map { (setting.name, $0) } }
    }
}
