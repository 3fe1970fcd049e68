import Synchronization

@testable import ConnectorCLI

/// Takes what a command prints instead of a terminal.
final class Recorder: Sendable {
    private let printed = Mutex<[String]>([])
    private let complained = Mutex<[String]>([])
    private let awaited = Mutex<ArraySlice<InputLine>>([])

    var output: String { printed.withLock { $0.joined(separator: "\n") } }
    var complaints: String { complained.withLock { $0.joined(separator: "\n") } }

    /// - Parameters:
    ///   - environment: The variables that the command sees.
    ///   - isTerminal: Whether somebody watches.
    ///   - columns: How wide lines may be; unless given, so wide that none is broken.
    ///   - input: What stands on standard input, whose end is as that of a terminal.
    func console(
        _ environment: [String: String] = [:],
        isTerminal: Bool = false,
        columns: Int = 400,
        input: [InputLine] = []
    ) -> Console {
        awaited.withLock { $0 = input[...] }
        return Console(
            print: { line in self.printed.withLock { $0.append(line) } },
            complain: { line in self.complained.withLock { $0.append(line) } },
            environment: { environment[$0] },
            nextLine: { self.awaited.withLock { $0.popFirst() } },
            quitsAtEnd: { true },
            isTerminal: isTerminal,
            columns: columns)
    }

    /// Carries out a command line.
    func run(_ arguments: String..., environment: [String: String] = [:]) async -> ExitCode {
        await Connector(console: console(environment)).run(arguments)
    }
}
