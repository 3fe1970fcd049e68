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
            let near = EditDistance.nearest(to: code, among: known.map(\.rawValue))
            throw UsageError(
                message: "there is no code \(code.quoted)",
                hint: near.map { "did you mean '\($0)'?" } ?? "'connector explain' lists the codes", command: "explain")
        }
        console.print("\(found.rawValue): \(found.summary)\n")
        // Examples are indented, and stay as they are.
        for line in "\(found.explanation)".split(separator: "\n", omittingEmptySubsequences: false) {
            let isText = !line.isEmpty && !line.hasPrefix(" ")
            for line in isText ? String(line).wrapped(to: console.columns) : [String(line)] { console.print(line) }
        }
    }
}
