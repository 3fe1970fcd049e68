internal import AerospikeConfigLoader

/// Tells more about a code of a problem.
struct ExplainCommand {
    let options: ExplainOptions
    let console: Console

    func run() throws(UsageError) {
        guard let code = options.code else {
            for code in Diagnostic.Code.allCases { console.print("\(code.rawValue)  \(code.summary)") }
            return
        }
        let known = Diagnostic.Code.allCases
        guard let found = known.first(where: { $0.rawValue == code.uppercased() }) else {
            let near = EditDistance.nearest(to: Self.padded(code), among: known.map(\.rawValue))
            throw UsageError(
                message: "there is no code \(code.quoted)",
                hint: near.map { "did you mean '\($0)'?" } ?? "'connector explain' lists the codes", command: "explain")
        }
        let text = "\(found.rawValue): \(found.summary)\n\n\(found.explanation)"
        for line in HelpText.paragraphs(text, console.columns) { console.print(line) }
    }

    /// A code of which somebody wrote the number alone, or left out zeros.
    private static func padded(_ code: String) -> String {
        let digits = code.drop { $0 == "P" || $0 == "p" }
        guard digits.count < 3, Int(digits) != nil else { return code }
        return "P" + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
