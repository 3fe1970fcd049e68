internal import AerospikeConfigLoader
internal import AerospikeSandbox

/// What a line on standard input tells the sandbox to do.
enum SandboxInstruction: Hashable {
    case help
    case status
    case quit
    /// Something happens to a node, or to the front.
    case event(SandboxEvent, String)
    case move
    case add
    case rack(String, Int)
    case split([String])
    case join
    /// The cluster takes a name, or has none any more.
    case name(String?)

    /// Why a line is not understood, and what to write instead.
    struct Refusal: Error, Hashable {
        let message: String
        var hint: String?

        /// What goes to standard error.
        var text: String { hint.map { "\(message): \($0)" } ?? message }
    }

    private static let longestMistake = 16

    /// Reads a line.
    ///
    /// - Returns: The instruction, or `nil` for a line that says nothing: an empty one, or a comment after `#`.
    static func parse(_ line: String) throws(Refusal) -> SandboxInstruction? {
        let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = words.first else { return nil }
        guard let verb = SandboxVerb.all.first(where: { $0.name == first.lowercased() }) else {
            // What is much longer than any verb is none of them misspelt.
            let near =
                first.utf8.count > longestMistake
                ? nil : EditDistance.nearest(to: first.lowercased(), among: SandboxVerb.all.map(\.name))
            throw Refusal(
                message: "there is no \(first.quoted)",
                hint: near.map { "did you mean '\($0)'?" } ?? "'help' lists what there is")
        }
        var arguments = SandboxArguments(words.dropFirst())
        guard let instruction = verb.read(&arguments), arguments.isEmpty else {
            throw Refusal(message: "\(verb.name) is not written like this", hint: "write '\(verb.form)'")
        }
        return instruction
    }
}

/// A verb of the language: how it is written, what it does, how its arguments are read.
struct SandboxVerb: Sendable {
    let form: String
    let summary: String
    /// Reads the arguments; `nil` when they make no sense.
    let read: @Sendable (inout SandboxArguments) -> SandboxInstruction?

    init(_ form: String, _ summary: String, read: @escaping @Sendable (inout SandboxArguments) -> SandboxInstruction?) {
        self.form = form
        self.summary = summary
        self.read = read
    }

    /// A verb that makes something happen to one node.
    init(_ name: String, _ event: SandboxEvent, _ summary: String) {
        self.init("\(name) NODE", summary) { arguments in arguments.word().map { .event(event, $0) } }
    }

    var name: String { form.split(separator: " ").first.map(String.init) ?? "" }

    /// Every verb, in the order of the help.
    static let all = [
        SandboxVerb("status", "what runs where, and what is wrong with it") { _ in .status },
        SandboxVerb("kill", .kill, "end a node as in a crash; the others take over"),
        SandboxVerb("restart NODE [--port N] [--name X]", "start it anew; port 0 is any that is free") { arguments in
            arguments.restart()
        },
        SandboxVerb("pause", .pause, "take requests, answer none until it resumes"),
        SandboxVerb("resume", .resume, "go on after a pause, and answer everything"),
        SandboxVerb("blackhole", .blackhole, "take requests, answer none, ever"),
        SandboxVerb("reset", .reset, "reset every connection, also new ones"),
        SandboxVerb("refuse", .refuse, "refuse new connections; old ones live on"),
        SandboxVerb("delay NODE 200ms", "hold back each answer for so long; also 2s or 1m") { arguments in
            arguments.delay()
        },
        SandboxVerb("garbage", .spoil(.noise), "answer nonsense"),
        SandboxVerb("unready", .forgetPartitions, "forget all partitions, as a node that has just started"),
        SandboxVerb("heal", .heal, "undo all of these but kill"),
        SandboxVerb("move", "make another node the master of every partition") { _ in .move },
        SandboxVerb("add", "add a node") { _ in .add },
        SandboxVerb("rack NODE N", "move a node to another rack") { arguments in arguments.rack() },
        SandboxVerb("split NODE …", "make a cluster of its own of some nodes") { arguments in arguments.split() },
        SandboxVerb("join", "make one cluster again") { _ in .join },
        SandboxVerb("name [NAME]", "give the cluster another name, or none") { .name($0.word()) },
        SandboxVerb("help", "this list") { _ in .help },
        SandboxVerb("quit", "stop the sandbox; everything is gone") { _ in .quit },
    ]
}

/// The words behind a verb, taken one after the other.
struct SandboxArguments {
    private var words: ArraySlice<String>

    init(_ words: ArraySlice<String>) { self.words = words }

    var isEmpty: Bool { words.isEmpty }

    mutating func word() -> String? { words.popFirst() }

    fileprivate mutating func restart() -> SandboxInstruction? {
        guard let node = word(), !node.hasPrefix("-") else { return nil }
        var (port, name): (UInt16?, String?)
        while let flag = word() {
            guard let value = word() else { return nil }
            switch flag {
            case "--port" where port == nil:
                port = UInt16(value)
                if port == nil { return nil }
            case "--name" where name == nil: name = value
            default: return nil
            }
        }
        return .event(.restart(port: port, name: name), node)
    }

    fileprivate mutating func delay() -> SandboxInstruction? {
        guard let node = word(), let duration = word().flatMap(Self.duration) else { return nil }
        return .event(.delay(duration), node)
    }

    fileprivate mutating func rack() -> SandboxInstruction? {
        guard let node = word(), let rack = word().flatMap(Int.init) else { return nil }
        return .rack(node, rack)
    }

    fileprivate mutating func split() -> SandboxInstruction? {
        guard !words.isEmpty else { return nil }
        defer { words = [] }
        return .split(Array(words))
    }

    /// A whole number of `ms`, `s` or `m`, of an hour at most.
    static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units = ["ms": 1, "s": 1000, "m": 60_000]
        guard let unit = units[String(text.dropFirst(digits.count))], let number = Int(digits),
            number <= 3_600_000 / unit
        else { return nil }
        return .milliseconds(number * unit)
    }
}
