import Testing

/// What the compiler cannot prove has its reason beside it, and is rare.
@Suite("Safety") struct SafetyTests {
    /// Files that may promise the compiler that something is safe to share, because only one thread at a time has it.
    static let promises: Set = [
        "Sources/SDK/Transport/BlockingConnection.swift",
        "Sources/SDK/Transport/Connection.swift",
        "Sources/SDK/Transport/EventLoop.swift",
        "Sources/SDK/Transport/TLS/TLSContext.swift",
        "Sources/SDK/Transport/TLS/TLSSession.swift",
        "Sources/SDK/Transport/Semaphore.swift",
        "Tests/ConformanceTests/Support/Caller+Chunks.swift",
        "Tests/SDKTests/Client/Support/ScriptedPeer.swift",
    ]

    @Test(
        "promises about sharing have their reason beside them",
        arguments: ["@unchecked Sendable", "nonisolated(unsafe)"])
    func sharing(promise: String) {
        for scanned in Scanned.code {
            for line in scanned.lines(of: promise) {
                let isExplained = !scanned.text.commentLines.isDisjoint(with: (line - 2)...(line + 2))
                #expect(isExplained, "\(scanned.file.path):\(line) does not say why")
            }
        }
    }

    @Test("promises about sharing are made in the listed files, and nowhere else")
    func list() {
        let promising = Scanned.code.filter {
            !$0.lines(of: "@unchecked Sendable").isEmpty || !$0.lines(of: "nonisolated(unsafe)").isEmpty
        }
        #expect(Set(promising.map(\.file.path)) == Self.promises)
    }

    @Test("what is unsafe says why it holds")
    func unsafety() {
        for scanned in Scanned.code where !scanned.file.path.hasPrefix("Tests/") {
            for line in scanned.outline.words["unsafe", default: []] {
                let isExplained = scanned.explains(line)
                #expect(isExplained, "\(scanned.file.path):\(line) does not say why this is safe")
            }
        }
    }

    @Test("locks are such that the thread sanitizer sees what is handed over under them")
    func locks() {
        let libraries = Scanned.code.filter { file in
            ["Sources/SDK/", "Sources/Sandbox/"].contains { file.file.path.hasPrefix($0) }
        }
        let holders = libraries.filter { !$0.lines(of: "Mutex(").isEmpty || !$0.lines(of: "Mutex<").isEmpty }
        #expect(holders.map(\.file.path) == ["Sources/SDK/Transport/Lock.swift"])
    }

    /// The optimiser of Swift 6.3.1 spoils what stands before the `await` in a tuple that a child task returns.
    @Test("what is awaited has come before it is put into a tuple")
    func tuples() throws {
        for scanned in Scanned.code {
            let lines = scanned.file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() {
                let isTuple = line.contains(#/(return|\{|in) \([^()]*, .*\bawait\b/#)
                #expect(!isTuple, "\(scanned.file.path):\(number + 1) awaits within a tuple")
            }
        }
    }

    @Test("nothing ends the process", arguments: ["try!", "as!", "fatalError(", "preconditionFailure("])
    func traps(phrase: String) {
        for scanned in Scanned.sources {
            for line in scanned.lines(of: phrase) { Issue.record("\(scanned.file.path):\(line) \(phrase)") }
        }
    }

    @Test("only the command line prints", arguments: ["print(", "debugPrint(", "dump("])
    func output(phrase: String) {
        for scanned in Scanned.sources where !scanned.file.path.hasPrefix("Sources/ConnectorCLI/") {
            for line in scanned.lines(of: phrase) { Issue.record("\(scanned.file.path):\(line) \(phrase)") }
        }
    }
}

extension Scanned {
    /// Whether a comment belongs to a line: in or above its function, beside it, or at the file's head about all of it.
    fileprivate func explains(_ line: Int) -> Bool {
        let comments = text.commentLines
        if !comments.isDisjoint(with: (line - 2)...line) { return true }
        let around = outline.functions.filter { $0.lines.contains(line) }.max { $0.lines.count > $1.lines.count }
        if let around, !comments.isDisjoint(with: (around.lines.lowerBound - 1)...around.lines.upperBound) {
            return true
        }
        return speaksOfSafety
    }

    /// Whether the comments of the file speak of what is unsafe in it, or introduce a type that keeps it to itself.
    private var speaksOfSafety: Bool {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        return text.commentLines.contains { number in
            lines[number - 1].lowercased().contains("unsafe")
                || lines.dropFirst(number).first?.hasPrefix("@safe") == true
        }
    }
}
