/// A profile's layers turned into its contents: bytes → events → nodes → one tree → contents, or all that is wrong.
struct ParsedProfile {
    let contents: ProfileContents

    /// The texts that the profile was made of, and everything that it says.
    let source: ProfileSource

    /// - Parameters:
    ///   - files: The profile and what it extends.
    ///   - overrides: What lies over them.
    init(_ files: Extending, overrides: [Layer]) throws(ProfileError) {
        let layers = files.layers + overrides
        var formatter = DiagnosticFormatter(layers)
        var problems = Problems()
        for layer in layers { problems.add(layer) }
        if let problem = files.problem { problems.add(problem) }
        let isWhole = files.isComplete && layers.allSatisfy { $0.document != nil }
        let tree = isWhole ? Self.tree(files.layers, overrides, &problems) : nil
        if layers.count > 1 || tree == nil { Self.check(layers, &problems) }
        let contents = tree.flatMap { ProfileContents.section.decode($0, at: .profile, &problems) }
        guard let tree, let contents, problems.isEmpty else {
            throw ProfileError(formatter.diagnostics(for: problems))
        }
        self.contents = contents
        self.source = ProfileSource(layers: layers, root: tree)
    }

    /// One tree out of all layers.
    private static func tree(_ files: [Layer], _ overrides: [Layer], _ problems: inout Problems) -> YAMLNode? {
        let roots = files.compactMap(\.document?.root)
        guard var tree = roots.first else {
            problems.add(
                .missingKey, at: .beginning, "the profile is empty", expected: "at least cluster: { hosts: [...] }")
            return nil
        }
        // What is no mapping is told, and what the profile then lacks follows from that.
        guard roots.allSatisfy({ $0.mapping != nil }) || roots.count == 1 else { return nil }
        for root in roots.dropFirst() { tree = Overlay.lay(tree, over: root) }
        if tree.entry(ProfileContents.clusterKey) != nil || tree.entry(ProfileContents.clientsKey) == nil {
            for root in overrides.compactMap(\.document?.root) { tree = Overlay.lay(root, over: tree) }
        }
        let inheritance = ClientInheritance.carryOut(in: tree)
        for problem in inheritance.problems { problems.add(problem) }
        problems.incomplete = inheritance.incomplete
        return inheritance.root
    }

    /// Notes what is wrong with values by themselves, those included that others lie over.
    private static func check(_ layers: [Layer], _ problems: inout Problems) {
        problems.checksOnlyValues = true
        for root in layers.compactMap(\.document?.root) {
            _ = ProfileContents.section.decode(root, at: .profile(ofLayer: root.range.layer), &problems)
        }
        problems.checksOnlyValues = false
    }
}

extension Problems {
    fileprivate mutating func add(_ layer: Layer) {
        for problem in layer.problems { add(problem) }
        if let document = layer.document { unresolved.formUnion(document.unresolved) }
    }
}
