/// Under which conditions a write is carried out, and what becomes of the record's life.
package struct WriteConditions: Hashable, Sendable {
    /// What must be true of the record beforehand, and whether its other bins stay.
    package enum Existence: Hashable, Sendable {
        /// Creates the record or changes it.
        case upsert
        /// Creates the record; fails when there is one.
        case insert
        /// Changes the record; fails when there is none.
        case update
        /// Creates the record or replaces it with all its bins.
        case replace
        /// Replaces the record with all its bins; fails when there is none.
        case replaceIfExists
    }

    package var existence = Existence.upsert
    /// The generation that the record must have, or `nil` for any.
    package var generation: UInt32?
    package var timeToLive = TimeToLive.serverDefault
    /// Whether a delete leaves a tombstone, or `nil` for what the behavior says.
    package var durableDelete: Bool?

    package init() {}

    /// The flags that the conditions put into a request's second and third byte of flags.
    func flags(_ settings: BehaviorSettings) -> (Info2, Info3) {
        var info2: Info2 = .write
        var info3: Info3 = settings.commitLevel == .master ? .commitLevelMaster : []
        if generation != nil { info2.insert(.generation) }
        if durableDelete ?? settings.durableDelete { info2.insert(.durableDelete) }
        switch existence {
        case .upsert: break
        case .insert: info2.insert(.createOnly)
        case .update: info3.insert(.updateOnly)
        case .replace: info3.insert(.createOrReplace)
        case .replaceIfExists: info3.insert(.replaceOnly)
        }
        return (info2, info3)
    }
}
