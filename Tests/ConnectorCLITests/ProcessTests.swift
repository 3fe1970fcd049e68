import Foundation
import Testing

/// The built executable, run as a shell does.
@Suite struct ProcessTests {
    @Test func statusAndStreamsReachTheShell() throws {
        let process = try run("chekc")
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
        #expect(text(process.standardError).contains("did you mean 'check'?"))
        #expect(text(process.standardOutput).isEmpty)
    }

    @Test func anInterruptStopsTheSandboxInOrder() throws {
        let port = ScriptedPeer.freePort()
        let process = try run("sandbox", "--port", "\(port)")
        let output = try #require(process.standardOutput as? Pipe).fileHandleForReading
        var printed = ""
        while !printed.contains("Ctrl-C"), case let data = output.availableData, !data.isEmpty {
            printed += String(decoding: data, as: UTF8.self)
        }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0, "\(text(process.standardError))")
        #expect(printed.contains("A1  127.0.0.1:\(port)"))
    }

    /// Lines that are piped in are obeyed; when they end, the sandbox goes on.
    @Test func aPipedSandboxOutlivesItsInput() throws {
        let input = Pipe()
        let process = try run("sandbox", "--port", "0", "--nodes", "2", input: input)
        let output = try #require(process.standardOutput as? Pipe).fileHandleForReading
        try input.fileHandleForWriting.write(contentsOf: Data("\u{0}\u{1B}[2J\nkill A2\nstatus".utf8))
        try input.fileHandleForWriting.close()
        var printed = ""
        while !printed.contains("A2  127.0.0.1:") || !printed.hasSuffix("is down\n"),
            case let data = output.availableData,
            !data.isEmpty
        {
            printed += String(decoding: data, as: UTF8.self)
        }
        #expect(printed.contains("\nA2 is down\n"))
        #expect(process.isRunning)
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
        #expect(!text(process.standardError).contains("\u{1B}"))
    }

    @Test func outputThatIsLostIsAFailure() throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let process = try run("--version", output: full)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(text(process.standardError) == "connector: cannot write to standard output: No space left on device\n")
    }

    @Test func aReaderThatHasSeenEnoughIsNoFailure() throws {
        let output = Pipe()
        try output.fileHandleForReading.close()
        let process = try run("--version", output: output)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
        #expect(text(process.standardError).isEmpty)
    }

    private func run(_ arguments: String..., input: Pipe? = nil, output: Any = Pipe()) throws -> Process {
        let process = Process()
        process.standardInput = input ?? FileHandle.nullDevice
        process.executableURL = Bundle.main.bundleURL.appendingPathComponent("connector")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = Pipe()
        try process.run()
        return process
    }

    private func text(_ pipe: Any?) -> String {
        let data = try? (pipe as? Pipe)?.fileHandleForReading.readToEnd()
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
