/// The settings that a behavior changes in one scope; `nil` leaves a setting as it is.
public struct BehaviorPatch: Hashable, Sendable {
    /// See ``BehaviorSettings/totalTimeout``.
    public var totalTimeout: Duration?
    /// See ``BehaviorSettings/socketTimeout``.
    public var socketTimeout: Duration?
    /// See ``BehaviorSettings/timeoutDelay``.
    public var timeoutDelay: Duration?
    /// See ``BehaviorSettings/maxRetries``.
    public var maxRetries: Int?
    /// See ``BehaviorSettings/retryDelay``.
    public var retryDelay: Duration?
    /// See ``BehaviorSettings/sendKey``.
    public var sendKey: Bool?
    /// See ``BehaviorSettings/durableDelete``.
    public var durableDelete: Bool?
    /// See ``BehaviorSettings/commitLevel``.
    public var commitLevel: BehaviorSettings.CommitLevel?
    /// See ``BehaviorSettings/replica``.
    public var replica: BehaviorSettings.Replica?
    /// See ``BehaviorSettings/readModeAP``.
    public var readModeAP: BehaviorSettings.APReadMode?
    /// See ``BehaviorSettings/readModeSC``.
    public var readModeSC: BehaviorSettings.SCReadMode?
    /// See ``BehaviorSettings/useCompression``.
    public var useCompression: Bool?
    /// See ``BehaviorSettings/compressionThreshold``.
    public var compressionThreshold: Int?
    /// See ``BehaviorSettings/maxConcurrentNodes``.
    public var maxConcurrentNodes: Int?
    /// See ``BehaviorSettings/recordQueueSize``.
    public var recordQueueSize: Int?
    /// See ``BehaviorSettings/allowScansWithWhere``.
    public var allowScansWithWhere: Bool?
    /// See ``BehaviorSettings/allowInline``.
    public var allowInline: Bool?
    /// See ``BehaviorSettings/allowInlineSSD``.
    public var allowInlineSSD: Bool?
    /// See ``BehaviorSettings/readTouchTTLPercent``.
    public var readTouchTTLPercent: Int?
    /// See ``BehaviorSettings/errorDetailVerbosity``.
    public var errorDetailVerbosity: Int?

    /// Creates a patch that changes nothing until its properties are set.
    public init() {}

    /// Creates a patch and sets what it changes.
    ///
    /// ```swift
    /// let patient = BehaviorPatch { $0.totalTimeout = .seconds(60); $0.maxRetries = 6 }
    /// ```
    public init(_ change: (inout BehaviorPatch) -> Void) {
        self.init()
        change(&self)
    }

    /// Lays the changes over settings.
    func apply(to settings: inout BehaviorSettings) {
        func lay<Setting>(_ change: Setting?, over path: WritableKeyPath<BehaviorSettings, Setting>) {
            if let change { settings[keyPath: path] = change }
        }
        lay(totalTimeout, over: \.totalTimeout)
        lay(socketTimeout, over: \.socketTimeout)
        lay(timeoutDelay, over: \.timeoutDelay)
        lay(maxRetries, over: \.maxRetries)
        lay(retryDelay, over: \.retryDelay)
        lay(sendKey, over: \.sendKey)
        lay(durableDelete, over: \.durableDelete)
        lay(commitLevel, over: \.commitLevel)
        lay(replica, over: \.replica)
        lay(readModeAP, over: \.readModeAP)
        lay(readModeSC, over: \.readModeSC)
        lay(useCompression, over: \.useCompression)
        lay(compressionThreshold, over: \.compressionThreshold)
        lay(maxConcurrentNodes, over: \.maxConcurrentNodes)
        lay(recordQueueSize, over: \.recordQueueSize)
        lay(allowScansWithWhere, over: \.allowScansWithWhere)
        lay(allowInline, over: \.allowInline)
        lay(allowInlineSSD, over: \.allowInlineSSD)
        lay(readTouchTTLPercent, over: \.readTouchTTLPercent)
        lay(errorDetailVerbosity, over: \.errorDetailVerbosity)
    }

    /// The same changes, and over them those of another patch.
    func overlaid(by other: BehaviorPatch) -> BehaviorPatch {
        var patch = self
        func lay<Setting>(_ path: WritableKeyPath<BehaviorPatch, Setting?>) {
            if let change = other[keyPath: path] { patch[keyPath: path] = change }
        }
        lay(\.totalTimeout)
        lay(\.socketTimeout)
        lay(\.timeoutDelay)
        lay(\.maxRetries)
        lay(\.retryDelay)
        lay(\.sendKey)
        lay(\.durableDelete)
        lay(\.commitLevel)
        lay(\.replica)
        lay(\.readModeAP)
        lay(\.readModeSC)
        lay(\.useCompression)
        lay(\.compressionThreshold)
        lay(\.maxConcurrentNodes)
        lay(\.recordQueueSize)
        lay(\.allowScansWithWhere)
        lay(\.allowInline)
        lay(\.allowInlineSSD)
        lay(\.readTouchTTLPercent)
        lay(\.errorDetailVerbosity)
        return patch
    }
}
