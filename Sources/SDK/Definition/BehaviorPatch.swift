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
        func lay<Setting>(_ change: Setting?, over setting: inout Setting) {
            if let change { setting = change }
        }
        lay(totalTimeout, over: &settings.totalTimeout)
        lay(socketTimeout, over: &settings.socketTimeout)
        lay(timeoutDelay, over: &settings.timeoutDelay)
        lay(maxRetries, over: &settings.maxRetries)
        lay(retryDelay, over: &settings.retryDelay)
        lay(sendKey, over: &settings.sendKey)
        lay(durableDelete, over: &settings.durableDelete)
        lay(commitLevel, over: &settings.commitLevel)
        lay(replica, over: &settings.replica)
        lay(readModeAP, over: &settings.readModeAP)
        lay(readModeSC, over: &settings.readModeSC)
        lay(useCompression, over: &settings.useCompression)
        lay(compressionThreshold, over: &settings.compressionThreshold)
        lay(maxConcurrentNodes, over: &settings.maxConcurrentNodes)
        lay(recordQueueSize, over: &settings.recordQueueSize)
        lay(allowScansWithWhere, over: &settings.allowScansWithWhere)
        lay(allowInline, over: &settings.allowInline)
        lay(allowInlineSSD, over: &settings.allowInlineSSD)
        lay(readTouchTTLPercent, over: &settings.readTouchTTLPercent)
        lay(errorDetailVerbosity, over: &settings.errorDetailVerbosity)
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
