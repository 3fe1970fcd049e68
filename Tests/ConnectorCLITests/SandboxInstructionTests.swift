import AerospikeSandbox
import Testing

@testable import ConnectorCLI

/// The language of the sandbox's standard input.
@Suite struct SandboxInstructionTests {
    @Test(
        arguments: [
            ("help", .help), ("status", .status), ("quit", .quit), ("move", .move), ("add", .add), ("join", .join),
            ("kill A2", .event(.kill, "A2")),
            ("  KILL\tA2  # why not", .event(.kill, "A2")),
            ("restart A2", .event(.restart(), "A2")),
            ("restart A2 --port 0 --name B2", .event(.restart(port: 0, name: "B2"), "A2")),
            ("restart A2 --name B2 --port 65535", .event(.restart(port: 65535, name: "B2"), "A2")),
            ("pause A1", .event(.pause, "A1")), ("resume A1", .event(.resume, "A1")),
            ("reset A1", .event(.reset, "A1")), ("refuse A1", .event(.refuse, "A1")),
            ("blackhole A1", .event(.blackhole, "A1")), ("heal A1", .event(.heal, "A1")),
            ("garbage A1", .event(.spoil(.noise), "A1")), ("unready A1", .event(.forgetPartitions, "A1")),
            ("delay A1 200ms", .event(.delay(.milliseconds(200)), "A1")),
            ("delay A1 2s", .event(.delay(.seconds(2)), "A1")), ("delay A1 60m", .event(.delay(.seconds(3600)), "A1")),
            ("rack A1 3", .rack("A1", 3)), ("split A1 A2", .split(["A1", "A2"])),
            ("name prod", .name("prod")), ("name", .name(nil)),
        ] as [(String, SandboxInstruction)])
    func linesAreRead(line: String, instruction: SandboxInstruction) throws {
        #expect(try SandboxInstruction.parse(line) == instruction)
    }

    @Test(arguments: ["", "   ", "\t\r", "# a comment", "\u{2028}"])
    func linesCanSayNothing(line: String) throws {
        #expect(try SandboxInstruction.parse(line) == nil)
    }

    @Test(arguments: [
        ("klil A1", "there is no 'klil': did you mean 'kill'?"),
        ("frobnicate", "there is no 'frobnicate': 'help' lists what there is"),
        ("\u{1B}[2J", "there is no '\u{FFFD}[2J': 'help' lists what there is"),
        ("kill", "kill is not written like this: write 'kill NODE'"),
        ("kill A1 A2", "kill is not written like this: write 'kill NODE'"),
        ("status A1", "status is not written like this: write 'status'"),
        ("split", "split is not written like this: write 'split NODE …'"),
        ("rack A1 x", "rack is not written like this: write 'rack NODE N'"),
    ])
    func nonsenseIsExplained(line: String, text: String) {
        let refusal = #expect(throws: SandboxInstruction.Refusal.self) { try SandboxInstruction.parse(line) }
        #expect(refusal?.text == text)
    }

    @Test(arguments: [
        "restart", "restart --port 1", "restart A1 --port", "restart A1 --port 65536", "restart A1 --port x",
        "restart A1 --port 1 --port 2", "restart A1 --nmae x", "restart A1 A2", "delay A1", "delay A1 200",
        "delay A1 -1s", "delay A1 1h", "delay A1 61m", "delay A1 99999999999999999999s", "delay A1 ٣s", "delay A1 ms",
    ])
    func brokenArgumentsAreRefused(line: String) {
        #expect(throws: SandboxInstruction.Refusal.self) { try SandboxInstruction.parse(line) }
    }

    @Test func anyTextIsReadOrRefused() {
        var random = SystemRandomNumberGenerator()
        let words = SandboxVerb.all.map(\.name) + ["A1", "--port", "--name", "0", "-1", "1ms", "#", "\0", "🂡", "…"]
        for _ in 0..<2000 {
            let line = (0..<Int.random(in: 0...6, using: &random)).map { _ in words.randomElement() ?? "" }
            _ = try? SandboxInstruction.parse(line.joined(separator: " "))
        }
    }

    @Test func theHelpNamesEveryVerbOnce() {
        #expect(Set(SandboxVerb.all.map(\.name)).count == SandboxVerb.all.count)
        for line in SandboxStage.help { #expect(line.count <= 100, "\(line)") }
    }
}

@Suite struct LineBufferTests {
    private func lines(_ pieces: [UInt8]...) -> [InputLine] {
        var buffer = LineBuffer()
        var lines: [InputLine] = []
        for piece in pieces {
            buffer.append(piece)
            while let line = buffer.next() { lines.append(line) }
        }
        buffer.end()
        while let line = buffer.next() { lines.append(line) }
        return lines
    }

    @Test func linesComeInAnyPieces() {
        #expect(lines(Array("a\nb".utf8), Array("c\n\nd".utf8)) == [.text("a"), .text("bc"), .text(""), .text("d")])
        #expect(lines([]) == [])
    }

    @Test func aLineWithoutAnEndIsDroppedAndTheNextOneRead() {
        let endless = [UInt8](repeating: 0x61, count: 5_000_000)
        #expect(lines(endless, endless, Array("\nhelp\n".utf8)) == [.tooLong, .text("help")])
        let longest = String(repeating: "x", count: LineBuffer.maximumLength)
        #expect(lines(Array("\(longest)\n\(longest)x\n".utf8)) == [.text(longest), .tooLong])
    }

    @Test func bytesThatAreNoTextAreReplaced() {
        #expect(lines([0xFF, 0x00, 0x0A]) == [.text("\u{FFFD}\0")])
    }
}
