/// A problem as it is found: with its range, before the source line is looked up.
struct Problem {
    var severity = Diagnostic.Severity.error
    var code: Diagnostic.Code
    var range: SourceRange
    var message: String
    var expected: String?
    var suggestion: String?
    var help: String?
    var notes: [Located<String>] = []
}

extension Problem {
    /// The problem of a text that is not YAML.
    init(_ problem: YAMLProblem) {
        self.init(
            code: problem.code, range: problem.range, message: problem.message, help: problem.help,
            notes: problem.context.map { [$0] } ?? [])
    }
}

/// The problems found so far, up to a limit.
struct Problems {
    private(set) var found: [Problem] = []

    /// The scalars that are not complete: whatever else seems wrong with one follows from that.
    var unresolved: Set<SourceRange> = []

    /// The mappings that are not complete: what they lack, or what goes ill together, follows from that.
    var incomplete: Set<SourceRange> = []

    /// Whether values are checked by themselves, and not whether they are complete and go together.
    var checksOnlyValues = false

    var isEmpty: Bool { found.isEmpty }

    /// Whether looking for more problems is in vain.
    var isFull: Bool { found.count >= ProfileLimits.diagnostics }

    mutating func add(_ problem: Problem) {
        guard !isFull, !unresolved.contains(problem.range) else { return }
        // A mapping that is repeated by aliases is decoded as often; its problems are told once.
        let isKnown = found.contains { $0.range == problem.range && $0.message == problem.message }
        if !isKnown { found.append(problem) }
    }

    mutating func add(
        _ code: Diagnostic.Code,
        at range: SourceRange,
        _ message: String,
        expected: String? = nil,
        suggestion: String? = nil,
        help: String? = nil,
        notes: [Located<String>] = []
    ) {
        add(
            Problem(
                code: code, range: range, message: message, expected: expected, suggestion: suggestion, help: help,
                notes: notes))
    }

    /// Tells of what was found with something that an alias repeats where both places are.
    ///
    /// - Parameters:
    ///   - repetition: The repetition, if there is one.
    ///   - known: How many problems had been found before; one that was known already is not told again.
    mutating func note(_ repetition: Repetition?, since known: Int) {
        guard let repetition else { return }
        for index in found.indices.dropFirst(known) { found[index].notes.append(repetition.note(for: found[index])) }
    }

    /// Notes that a value is of the wrong type; its text is not quoted, because it may be a misplaced secret.
    mutating func wrongType(_ node: YAMLNode, at place: Place, expected: String, help: String? = nil) {
        let message = node.isNull ? "\(place.key.quoted) has no value" : "\(place.key.quoted) cannot be \(node.kind)"
        add(.wrongType, at: place.range(of: node), message, expected: expected, help: help ?? node.helpForNothing)
    }

    /// Notes that a value is of the right type but not accepted.
    mutating func invalidValue(
        _ text: String,
        _ node: YAMLNode,
        at place: Place,
        expected: String,
        suggestion: String? = nil,
        help: String? = nil
    ) {
        let message = "\(place.key.quoted) cannot be \(text.quoted)"
        add(.invalidValue, at: node.range, message, expected: expected, suggestion: suggestion, help: help)
    }
}

extension YAMLNode {
    /// What to do about a value that is nothing, although something stands there.
    fileprivate var helpForNothing: String? {
        guard text?.isEmpty == true else { return nil }
        if !origins.isEmpty { return "what is filled in is empty" }
        return isNull && range.start != range.end ? "text that begins with & or ! needs quotes" : nil
    }
}
