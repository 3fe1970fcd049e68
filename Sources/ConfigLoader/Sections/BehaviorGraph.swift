import AerospikeSDK

/// Who inherits from whom among the behaviors of a profile and the predefined ones.
///
/// Parents may stand after their children. A predefined name in the profile means the profile's behavior: DEFAULT is
/// patched, any other is replaced.
struct BehaviorGraph {
    private let behaviors: [Named<BehaviorSection>]
    private let sections: [String: BehaviorSection]

    private static let predefined = Dictionary(uniqueKeysWithValues: Behavior.predefined.map { ($0.name, $0) })
    private static let rootAlias = Behavior.default.name.lowercased()

    init(_ behaviors: [Named<BehaviorSection>]) {
        self.behaviors = behaviors
        let named = behaviors.map { (Self.canonical($0.name.value), $0.value) }
        sections = Dictionary(named) { first, _ in first }
    }

    /// The name by which a behavior is known: both spellings of the root's name mean it.
    static func canonical(_ name: String) -> String {
        name == rootAlias ? Behavior.default.name : name
    }

    /// Every name that may be given for a behavior, the predefined ones first.
    var names: [String] {
        let own = behaviors.map { Self.canonical($0.name.value) }
        return Behavior.predefined.map(\.name) + own.filter { Self.predefined[$0] == nil }
    }

    /// What the profile says about a behavior, or `nil` for a predefined one that it leaves alone.
    func section(_ name: String) -> BehaviorSection? { sections[name] }

    /// A behavior and those it inherits from, down to the root; only for a graph without circles.
    func lineage(of name: String) -> some Sequence<String> {
        sequence(first: name, next: parent)
    }

    /// The name of the behavior that another inherits from, or `nil` for the root.
    func parent(of name: String) -> String? {
        if name == Behavior.default.name { return nil }
        guard let section = sections[name] else {
            return Self.predefined[name]?.parentName ?? Behavior.default.name
        }
        return section.parent.map { Self.canonical($0.value) } ?? Behavior.default.name
    }

    /// Notes names that clash, parents that do not exist, and behaviors that inherit from themselves.
    func check(_ problems: inout Problems) {
        if behaviors.count > ProfileLimits.behaviors {
            let range = behaviors[ProfileLimits.behaviors].name.range
            return problems.add(.limit, at: range, "a profile defines at most \(ProfileLimits.behaviors) behaviors")
        }
        var names: Set<String> = []
        var circles: Set<String> = []
        for behavior in behaviors where !problems.isFull {
            let name = Self.canonical(behavior.name.value)
            if !names.insert(name).inserted {
                problems.add(.duplicateKey, at: behavior.name.range, "'default' and 'DEFAULT' are the same behavior")
            }
            checkOwnName(behavior, &problems)
            guard let parent = behavior.value.parent else { continue }
            if name == Behavior.default.name {
                problems.add(.contradiction, at: parent.range, "\(name) is the root of all behaviors: it has no parent")
            } else if checkName(parent, &problems), !circles.contains(name), let circle = circle(from: name) {
                circles.formUnion(circle)
                problems.add(
                    .parentCycle, at: parent.range, "\(name.quoted) inherits from itself",
                    help: "one of these must have another parent: \(circle.formattedAsList)")
            }
        }
    }

    /// Notes a name that no behavior has.
    ///
    /// - Returns: Whether there is such a behavior.
    @discardableResult
    func checkName(_ name: Located<String>, _ problems: inout Problems) -> Bool {
        let canonical = Self.canonical(name.value)
        if sections[canonical] != nil || Self.predefined[canonical] != nil { return true }
        let known = names
        problems.add(
            .unknownName, at: name.range, "no behavior is named \(name.value.quoted)",
            expected: known.formattedAsChoice,
            suggestion: EditDistance.nearest(to: name.value, among: known)
        )
        return false
    }

    /// The cross-SDK format lets a behavior repeat its name; another name there would be ignored.
    private func checkOwnName(_ behavior: Named<BehaviorSection>, _ problems: inout Problems) {
        guard let name = behavior.value.name, name.value != behavior.name.value else { return }
        problems.add(
            .contradiction, at: name.range, "the behavior is already named \(behavior.name.value.quoted)",
            help: "remove 'name'")
    }

    /// The behaviors from one to itself, each followed by its parent; `nil` when the parents lead elsewhere.
    private func circle(from name: String) -> [String]? {
        var circle = [name]
        let longest = sections.count + Behavior.predefined.count
        while circle.count <= longest, let last = circle.last, let next = parent(of: last) {
            circle.append(next)
            if next == name { return circle }
        }
        return nil
    }
}
