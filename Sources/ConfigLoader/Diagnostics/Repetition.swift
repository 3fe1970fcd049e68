/// What an alias repeats: problems with it concern two places.
struct Repetition {
    /// Where it is written.
    var anchored: SourceRange

    /// The alias that repeats it.
    var alias: SourceRange

    /// The repetition of a node; `nil` for a node that stands where it is written.
    init?(_ node: YAMLNode) {
        self.init(anchored: node.range, alias: node.alias)
    }

    /// The repetition of an entry that is merged from elsewhere, or whose value is repeated.
    init?(_ entry: YAMLNode.Entry) {
        let isMerged = entry.key.alias != nil
        let start = isMerged ? entry.key.range : entry.value.range
        self.init(anchored: start.through(entry.value.range), alias: entry.key.alias ?? entry.value.alias)
    }

    private init?(anchored: SourceRange, alias: SourceRange?) {
        guard let alias else { return nil }
        self.anchored = anchored
        self.alias = alias
    }

    /// The place that a problem does not show by itself.
    func note(for problem: Problem) -> Located<String> {
        anchored.contains(problem.range)
            ? Located("an alias repeats it here", at: alias)
            : Located("this is what the alias stands for", at: anchored)
    }
}
