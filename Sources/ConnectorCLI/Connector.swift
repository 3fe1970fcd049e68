internal import AerospikeSDK
internal import Glibc
internal import Synchronization

/// The command line.
@main
struct Connector {
    let console: Console

    /// Carries a command line out.
    func run(_ arguments: [String]) async -> ExitCode {
        do throws(UsageError) {
            guard !arguments.isEmpty else {
                console.complain(try HelpText(nil, columns: console.columns).text)
                return .usage
            }
            switch try Invocation(arguments) {
            case .check(let options): return try await CheckCommand(options: options, console: console).run()
            case .show(let options): return try ShowCommand(options: options, console: console).run()
            case .diff(let options): return try DiffCommand(options: options, console: console).run()
            case .behaviors(let options): return try BehaviorsCommand(options: options, console: console).run()
            case .lint(let options): return try LintCommand(options: options, console: console).run()
            case .explain(let options): try ExplainCommand(options: options, console: console).run()
            case .profiles(let options): return ProfilesCommand(options: options, console: console).run()
            case .schema: console.print(SchemaDocument.text)
            case .importing(let options): return try ImportCommand(options: options, console: console).run()
            case .sandbox(let options): return await SandboxCommand(options: options, console: console).run()
            case .help(let name): console.print(try HelpText(name, columns: console.columns).text)
            case .version: console.print("connector \(version)")
            }
            return .success
        } catch {
            console.complain(error.text)
            return .usage
        }
    }

    private static let signal = Atomic<Int32>(0)

    /// What the process ends with; it has not succeeded when what it had to say is lost, as on a full disk.
    private static func number(of status: ExitCode) -> Int32 {
        if let loss = Console.loss { Console.process.complain("connector: cannot write to standard output: \(loss)") }
        switch status {
        case .interrupted: return 128 + max(SIGINT, signal.load(ordering: .relaxed))
        case .success where Console.loss != nil: return ExitCode.failed.rawValue
        default: return status.rawValue
        }
    }

    /// The main thread waits for signals; the work is a task, which ends the process.
    static func main() {
        let interrupts = Interrupts()
        // Detached from the main actor, whose thread waits below.
        let work = Task.detached {
            let status = await Connector(console: .process).run(Array(CommandLine.arguments.dropFirst()))
            exit(number(of: status))
        }
        interrupts.wait { number in
            // Whoever insists is not kept waiting for a clean end.
            guard signal.exchange(number, ordering: .relaxed) == 0 else { _exit(128 + number) }
            work.cancel()
        }
    }
}

/// The version of this package.
let version = ClientVersion.current
