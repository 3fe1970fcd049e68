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

    /// Lays the changes over some of many settings.
    func apply(to matrix: inout [BehaviorSettings], at places: [Int]) {
        // Most patches change little: each setting is asked once whether it changes, not once for each place.
        func lay<Setting>(_ change: Setting?, _ set: (inout BehaviorSettings, Setting) -> Void) {
            guard let change else { return }
            for place in places { set(&matrix[place], change) }
        }
        lay(totalTimeout) { $0.totalTimeout = $1 }
        lay(socketTimeout) { $0.socketTimeout = $1 }
        lay(timeoutDelay) { $0.timeoutDelay = $1 }
        lay(maxRetries) { $0.maxRetries = $1 }
        lay(retryDelay) { $0.retryDelay = $1 }
        lay(sendKey) { $0.sendKey = $1 }
        lay(durableDelete) { $0.durableDelete = $1 }
        lay(commitLevel) { $0.commitLevel = $1 }
        lay(replica) { $0.replica = $1 }
        lay(readModeAP) { $0.readModeAP = $1 }
        lay(readModeSC) { $0.readModeSC = $1 }
        lay(useCompression) { $0.useCompression = $1 }
        lay(compressionThreshold) { $0.compressionThreshold = $1 }
        lay(maxConcurrentNodes) { $0.maxConcurrentNodes = $1 }
        lay(recordQueueSize) { $0.recordQueueSize = $1 }
        lay(allowScansWithWhere) { $0.allowScansWithWhere = $1 }
        lay(allowInline) { $0.allowInline = $1 }
        lay(allowInlineSSD) { $0.allowInlineSSD = $1 }
        lay(readTouchTTLPercent) { $0.readTouchTTLPercent = $1 }
        lay(errorDetailVerbosity) { $0.errorDetailVerbosity = $1 }
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
