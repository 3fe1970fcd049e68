internal import Synchronization

/// The behavior that the sessions of one name share, which may be replaced while they are used.
///
/// Commands read one reference, without a lock and without asking whether anything has changed. A thread may have read
/// the reference and not yet the behavior when another takes its place, so that none is let go of before all are: there
/// are at most ``ClusterLimits/behaviorVersions``, and one that returns is the one that was there before.
@safe
final class LiveBehavior: Sendable {
    private final class Version: Sendable {
        let behavior: Behavior
        init(_ behavior: Behavior) { self.behavior = behavior }
    }

    private let versions: Lock<[Version]>
    private let latest: Atomic<Unmanaged<Version>>

    init(_ behavior: Behavior) {
        let first = Version(behavior)
        versions = Lock([first])
        unsafe latest = Atomic(Unmanaged.passUnretained(first))
    }

    /// The behavior that counts now.
    var current: Behavior {
        // What the reference leads to is in the list above, which only grows.
        unsafe latest.load(ordering: .acquiring).takeUnretainedValue().behavior
    }

    /// Has the commands to come obey another behavior.
    ///
    /// - Returns: Whether they will; not when there have been too many.
    func replace(with behavior: Behavior) -> Bool {
        versions.withLock { versions in
            let known = versions.first { $0.behavior == behavior }
            guard known != nil || versions.count < ClusterLimits.behaviorVersions else { return false }
            let version = known ?? Version(behavior)
            if known == nil { versions.append(version) }
            unsafe latest.store(Unmanaged.passUnretained(version), ordering: .releasing)
            return true
        }
    }
}

/// The behaviors of the sessions that were asked for by name.
struct SessionBehaviors {
    private var live: [String: LiveBehavior] = [:]

    /// The behavior of all sessions of a name.
    ///
    /// - Parameter behavior: What the definition says of it.
    mutating func named(_ name: String, _ behavior: Behavior) -> LiveBehavior {
        if let known = live[name] { return known }
        let new = LiveBehavior(behavior)
        live[name] = new
        return new
    }

    /// Goes over from some named sessions to others.
    ///
    /// Sessions whose name is gone keep their behavior.
    mutating func follow(
        _ sessions: inout [String: Behavior],
        to other: [String: Behavior],
        _ changes: inout DefinitionChanges
    ) {
        for name in Set(sessions.keys).union(other.keys).sorted() where sessions[name] != other[name] {
            let isFollowed = other[name].map { live[name]?.replace(with: $0) ?? true } ?? true
            if isFollowed {
                sessions[name] = other[name]
                changes.applied.append("sessions.\(name)")
            } else {
                changes.needsNewClient.append("sessions.\(name)")
            }
        }
    }
}
