import AerospikeSDK

/// Who inherits from whom among the behaviors of a profile and the predefined ones.
///
/// Parents may stand after their children. A predefined name in the profile means the profile's behavior: DEFAULT is
/// patched, any other is replaced.
struct BehaviorGraph {
    private let sections: [String: Named<BehaviorSection>]
    private let order: [String]

    init(_ behaviors: [Named<BehaviorSection>]) {
        sections = Dictionary(behaviors.map { (Self.canonical($0.name.value), $0) }) { first, _ in first }
        order = behaviors.map { Self.canonical($0.name.value) }
    }

    /// Both spellings of the root's name mean it.
    static func canonical(_ name: String) -> String {
        name == Behavior.default.name.lowercased() ? Behavior.default.name : name
    }

    /// Every name that may be given for a behavior, the predefined ones first.
    var names: [String] {
        let predefined = Behavior.predefined.map(\.name)
        return predefined + order.filter { !predefined.contains($0) }
    }

    /// What the profile says about a behavior, or `nil` for a predefined one that it leaves alone.
    func section(_ name: String) -> BehaviorSection? { sections[name]?.value }

    /// The name of the behavior that another inherits from, or `nil` for the root.
    func parent(of name: String) -> String? {
        if name == Behavior.default.name { return nil }
        if let section = sections[name]?.value {
            return section.parent.map { Self.canonical($0.value) } ?? Behavior.default.name
        }
        return Behavior.predefined.first { $0.name == name }?.parentName ?? Behavior.default.name
    }

    /// Notes parents that do not exist, and behaviors that inherit from themselves.
    func check(_ problems: inout Problems) {
        var circles: Set<String> = []
        for name in order {
            guard let behavior = sections[name] else { continue }
            checkSpelling(of: behavior, &problems)
            guard let parent = behavior.value.parent else { continue }
            if name == Behavior.default.name {
                problems.add(.contradiction, at: parent.range, "\(name) is the root of all behaviors: it has no parent")
            } else if checkName(parent, &problems), !circles.contains(name), let circle = circle(from: name) {
                circles.formUnion(circle)
                problems.add(
                    .parentCycle, at: parent.range, "\(name.quoted) inherits from itself",
                    help: "\(circle.map(\.quoted).joined(separator: " → ")): one of them must have another parent")
            }
        }
    }

    /// Notes a name that no behavior has.
    ///
    /// - Returns: Whether there is such a behavior.
    @discardableResult
    func checkName(_ name: Located<String>, _ problems: inout Problems) -> Bool {
        if names.contains(Self.canonical(name.value)) { return true }
        problems.add(
            .unknownName, at: name.range, "no behavior is named \(name.value.quoted)",
            expected: names.formattedAsChoice,
            suggestion: EditDistance.nearest(to: name.value, among: names)
        )
        return false
    }

    private func checkSpelling(of behavior: Named<BehaviorSection>, _ problems: inout Problems) {
        guard let name = behavior.value.name, name.value != behavior.name.value else { return }
        problems.add(
            .contradiction, at: name.range, "the behavior is already named \(behavior.name.value.quoted)",
            help: "remove 'name'")
    }

    /// The behaviors from one to itself, each followed by its parent; `nil` when the parents lead to the root.
    private func circle(from name: String) -> [String]? {
        var names = [name]
        var ancestor = parent(of: name)
        while let next = ancestor, names.count <= self.names.count {
            names.append(next)
            if next == name { return names }
            ancestor = parent(of: next)
        }
        return nil
    }
}
