import AerospikeSDK

/// Looks at a profile again and again, and has clients go by what it says: look by look, whoever says when.
///
/// Each look loads the whole profile as the first one did, with what it extends and the files that it refers to, and
/// compares what clients would be made of. So nothing is missed that matters, however a file was replaced; and what does
/// not matter, such as a comment or a time stamp, is no change. One of 1,000 lines takes some 1.3 ms to load
/// (`docs/PERFORMANCE.md`).
struct ProfileWatch: Sendable {
    typealias Definitions = [String: ClusterDefinition]

    /// Those that go by the profile.
    struct Subject: Sendable {
        let clusters: [Cluster]
        /// What the profile says of them.
        let definitions: @Sendable (Profile) throws(ProfileError) -> Definitions
        let apply: @Sendable (Definitions) throws(AerospikeError) -> DefinitionChanges
    }

    private typealias Content = Result<Definitions, ProfileError>

    private let subject: Subject
    private let load: @Sendable () throws(ProfileError) -> Profile

    /// What the last look found.
    private var seen: Content?

    /// What was acted upon last.
    private var settled: Content?
    private var isRefused = false

    /// - Parameters:
    ///   - profile: The profile; it is loaded again from where it came.
    ///   - subject: Those that go by it.
    init(_ profile: Profile, _ subject: Subject) {
        self.subject = subject
        // The process may go to another folder meanwhile.
        let path = profile.path.map { ProfilePath.absolute($0, besides: nil) }
        let locator = profile.locator
        load = { () throws(ProfileError) in
            guard let path else { throw .unwatchable }
            return try Profile.load(path: path, locator)
        }
    }

    /// Whether nobody is left who could go by the profile.
    var hasEnded: Bool { subject.clusters.allSatisfy(\.isClosed) }

    /// Loads the profile, and acts upon what it says when that is new, and the same as the last time: a file may be
    /// written to just now, or one of several be there and the others not yet.
    mutating func look() -> ProfileChange? {
        let content = Content { () throws(ProfileError) in try subject.definitions(load()) }
        defer { seen = content }
        guard content == seen, content != settled else { return nil }
        settled = content
        switch content {
        case .success(let definitions): return take(definitions)
        case .failure(let error): return refuse(error)
        }
    }

    private mutating func take(_ definitions: Definitions) -> ProfileChange? {
        do throws(AerospikeError) {
            let changes = try subject.apply(definitions)
            // Where nothing was to be done, there is something to tell only after a refusal.
            guard !changes.isEmpty || isRefused else { return nil }
            isRefused = false
            return .reloaded(applied: changes.applied, needsNewClient: changes.needsNewClient)
        } catch {
            return error.code == .clientClosed ? nil : refuse(.inapplicable(error))
        }
    }

    private mutating func refuse(_ error: ProfileError) -> ProfileChange {
        isRefused = true
        return .refused(error)
    }
}

extension ProfileError {
    /// A profile that did not come from a file.
    fileprivate static let unwatchable = ProfileError(
        .profileNotFound, "a profile that was parsed from text has no file to watch",
        help: "load it with Profile.load(_:) or Profile.load(path:)")

    /// Settings that are right by themselves, and that no client can go by.
    fileprivate static func inapplicable(_ error: AerospikeError) -> ProfileError {
        ProfileError(.invalidValue, error.message, help: error.advice)
    }
}
