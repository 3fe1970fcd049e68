import AerospikeSDK

/// Who inherits from whom among the behaviors of a profile and the predefined ones.
///
/// Parents may stand after their children. A predefined name in the profile means the profile's behavior: DEFAULT is
/// patched, any other is replaced.
struct BehaviorGraph {
    /// A behavior, and the place of the one that it inherits from.
    private struct Member {
        let name: String
        /// Where the profile says something about it; `nil` for a predefined behavior that the profile leaves alone.
        var entry: Int?
        /// The place of its parent; `nil` for the root, and where the profile names none that there is.
        var parent: Int?
    }

    private let behaviors: [Named<BehaviorSection>]
    /// The predefined behaviors, the root first, and then the profile's own.
    private var members: [Member]
    private let places: [String: Int]
    /// Where the profile says of a behavior what it has said before.
    private let repetitions: [SourceRange]

    private static let rootName = Behavior.default.name
    private static let rootAlias = rootName.lowercased()
    private static let root = 0

    init(_ behaviors: [Named<BehaviorSection>]) {
        self.behaviors = behaviors
        var members = Behavior.predefined.map { Member(name: $0.name) }
        var places = [String: Int](minimumCapacity: members.count + behaviors.count)
        for (place, member) in members.enumerated() { places[member.name] = place }
        var repetitions: [SourceRange] = []
        for entry in behaviors.indices {
            let name = Self.canonical(behaviors[entry].name.value)
            guard let place = places.updateValue(members.count, forKey: name) else {
                members.append(Member(name: name, entry: entry))
                continue
            }
            places[name] = place
            if members[place].entry == nil {
                members[place].entry = entry
            } else {
                repetitions.append(behaviors[entry].name.range)
            }
        }
        self.members = members
        self.places = places
        self.repetitions = repetitions
        for place in members.indices where place != Self.root { self.members[place].parent = parent(of: place) }
    }

    /// The name by which a behavior is known: both spellings of the root's name mean it.
    static func canonical(_ name: String) -> String {
        name == rootAlias ? rootName : name
    }

    /// Every name that may be given for a behavior, the predefined ones first.
    private var names: [String] { members.map(\.name) }

    private func parent(of place: Int) -> Int? {
        guard let entry = members[place].entry else {
            return Behavior.predefined[place].parentName.flatMap { places[$0] }
        }
        return behaviors[entry].value.parent.map { places[Self.canonical($0.value)] } ?? Self.root
    }

    /// Makes the behaviors, each once its parent is; only for a graph without faults.
    func made() -> [String: Behavior] {
        var made = [Behavior?](repeating: nil, count: members.count)
        var line: [Int] = []
        for place in members.indices {
            // A child may stand before its parent: what is not made yet is made from the root upwards.
            var next: Int? = place
            while let place = next, made[place] == nil {
                line.append(place)
                next = members[place].parent
            }
            while let place = line.popLast() {
                made[place] = behavior(place, parent: members[place].parent.flatMap { made[$0] })
            }
        }
        var named = [String: Behavior](minimumCapacity: members.count)
        for (member, behavior) in zip(members, made) { named[member.name] = behavior }
        return named
    }

    private func behavior(_ place: Int, parent: Behavior?) -> Behavior {
        let patches = members[place].entry.map { behaviors[$0].value.patches }
        guard let parent else { return Behavior.default.patchingRoot(patches ?? []) }
        let name = members[place].name
        guard let patches else { return Behavior(name, parent: parent, patches: Behavior.predefined[place].patches) }
        return Behavior(name, parent: parent, patches: patches)
    }

    /// Notes names that clash, parents that do not exist, and behaviors that inherit from themselves.
    func check(_ problems: inout Problems) {
        if behaviors.count > ProfileLimits.behaviors {
            let range = behaviors[ProfileLimits.behaviors].name.range
            return problems.add(.limit, at: range, "a profile defines at most \(ProfileLimits.behaviors) behaviors")
        }
        for range in repetitions {
            problems.add(.duplicateKey, at: range, "'default' and 'DEFAULT' are the same behavior")
        }
        var circles: Set<Int> = []
        for (place, member) in members.enumerated() where !problems.isFull {
            guard let entry = member.entry else { continue }
            checkOwnName(behaviors[entry], &problems)
            guard let parent = behaviors[entry].value.parent else { continue }
            if place == Self.root {
                problems.add(
                    .contradiction, at: parent.range, "\(member.name) is the root of all behaviors: it has no parent")
            } else if checkName(parent, &problems), !circles.contains(place), let circle = circle(from: place) {
                circles.formUnion(circle)
                problems.add(
                    .parentCycle, at: parent.range, "\(member.name.quoted) inherits from itself",
                    help: "one of these must have another parent: \(circle.map { members[$0].name }.formattedAsList)")
            }
        }
    }

    /// Notes a name that no behavior has.
    ///
    /// - Returns: Whether there is such a behavior.
    @discardableResult
    func checkName(_ name: Located<String>, _ problems: inout Problems) -> Bool {
        if places[Self.canonical(name.value)] != nil { return true }
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
    private func circle(from place: Int) -> [Int]? {
        guard members[place].parent != Self.root else { return nil }
        var circle = [place]
        while circle.count <= members.count, let last = circle.last, let next = members[last].parent {
            circle.append(next)
            if next == place { return circle }
        }
        return nil
    }
}
