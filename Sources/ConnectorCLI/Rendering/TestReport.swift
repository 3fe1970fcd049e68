internal import AerospikeSDK

/// A report of tests in the XML that JUnit made common, as most CI systems read it.
struct TestReport {
    /// What became of a test.
    enum Outcome: Hashable {
        case passed
        case failed(kind: String, message: String, text: String)
        case skipped(String)
        /// Passed, with something to say.
        case remarked(String)
    }

    struct Case: Hashable {
        var name: String
        var outcome = Outcome.passed
        /// How long it took, if it is known.
        var duration: Duration?
    }

    /// The tests of one profile.
    struct Suite: Hashable {
        var name: String
        var cases: [Case]
    }

    /// Who made the report, such as `connector lint`.
    let name: String
    let suites: [Suite]

    /// The report, one element a line.
    var text: String {
        let head = Self.tag("testsuites", [("name", name)] + Self.counts(suites.flatMap(\.cases)))
        return
            (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<\(head)>"] + suites.flatMap(Self.lines)
            + ["</testsuites>"]).joined(separator: "\n")
    }

    private static func lines(_ suite: Suite) -> [String] {
        let head = tag("testsuite", [("name", suite.name)] + counts(suite.cases))
        return ["  <\(head)>"] + suite.cases.flatMap { lines($0, of: suite) } + ["  </testsuite>"]
    }

    private static func lines(_ test: Case, of suite: Suite) -> [String] {
        let time = test.duration.map { [("time", JSON.thousandths($0.wholeNanoseconds / 1_000_000).text)] } ?? []
        let head = tag("testcase", [("name", test.name), ("classname", suite.name)] + time)
        guard let content = content(test.outcome) else { return ["    <\(head)/>"] }
        return ["    <\(head)>", "      \(content)", "    </testcase>"]
    }

    private static func content(_ outcome: Outcome) -> String? {
        switch outcome {
        case .passed: return nil
        case .failed(let kind, let message, let text):
            let head = tag("failure", [("type", kind), ("message", message)])
            return "<\(head)>\(XMLText.content(text))</failure>"
        case .skipped(let message): return "<\(tag("skipped", [("message", message)]))/>"
        case .remarked(let text): return "<system-out>\(XMLText.content(text))</system-out>"
        }
    }

    private static func counts(_ cases: [Case]) -> [(String, String)] {
        let failures = cases.count { if case .failed = $0.outcome { true } else { false } }
        let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
        return [
            ("tests", "\(cases.count)"), ("failures", "\(failures)"), ("errors", "0"), ("skipped", "\(skipped)"),
        ]
    }

    private static func tag(_ name: String, _ attributes: [(String, String)]) -> String {
        ([name] + attributes.map { "\($0)=\"\(XMLText.attribute($1))\"" }).joined(separator: " ")
    }
}
