import AerospikeSDK
import Testing

@testable import ConnectorCLI

@Suite struct CheckScreenTests {
    @Test func connected() {
        var report = CheckReport()
        report.nodes = ["C1", "C2"]
        report.namespaces = ["test"]
        report.duration = .milliseconds(12)
        report.steps = [
            CheckStep(.profile, "prod", detail: "profiles/prod.yaml, 1 host", duration: .microseconds(420)),
            CheckStep(.name, "db1.example.com:3000", detail: "10.0.0.1", duration: .microseconds(1250)),
            CheckStep(.connect, "db1.example.com:3000", detail: "→ 10.0.0.1:3000", duration: .microseconds(80)),
            CheckStep(.node, "db1.example.com:3000", detail: "C1, build 8.1.2.0", duration: .milliseconds(101)),
            CheckStep(.cluster, "prod-east"),
            CheckStep(
                .peer, "C2", detail: "172.17.0.3:3000 → 127.0.0.1:4000, build 8.1.2.0", duration: .milliseconds(1)),
            CheckStep(.partitions, "test", detail: "all 4096 have a master, 2 copies", duration: .milliseconds(3)),
            CheckStep(.read, "test", detail: "2 nodes answered", duration: .microseconds(190)),
        ]
        #expect(
            screen(report, targets: ["db1.example.com:3000"]) == """
                ✓ profile     prod                  profiles/prod.yaml, 1 host            0.4 ms
                ✓ name        db1.example.com:3000  10.0.0.1                              1.3 ms
                ✓ connect     db1.example.com:3000  → 10.0.0.1:3000                       0.1 ms
                ✓ node        db1.example.com:3000  C1, build 8.1.2.0                     101 ms
                ✓ cluster     prod-east
                ✓ peer        C2                    172.17.0.3:3000 → 127.0.0.1:4000,     1.0 ms
                                                    build 8.1.2.0
                ✓ partitions  test                  all 4096 have a master, 2 copies      3.0 ms
                ✓ read        test                  2 nodes answered                      0.2 ms

                connected: 2 nodes, 1 namespace, in 12 ms
                """)
    }

    @Test func refused() {
        let error = AerospikeError(.connectionFailed, "cannot connect to 127.0.0.1:3000: Connection refused")
        let advice = "nothing listens there: start the server, or correct the host or the port"
        func refusal(_ target: String) -> CheckStep {
            CheckStep(
                .connect, target, .failed, detail: "Connection refused", duration: .microseconds(90), error: error,
                advice: advice)
        }
        var report = CheckReport()
        report.steps = [
            refusal("127.0.0.1:3000"), refusal("127.0.0.1:3100"),
            CheckStep(.read, "", .skipped, detail: "no seed can be used"),
        ]
        #expect(
            screen(report, targets: []) == """
                ✗ connect     127.0.0.1:3000  Connection refused                          0.1 ms
                ✗ connect     127.0.0.1:3100  Connection refused                          0.1 ms
                – read                        no seed can be used

                2 checks failed

                What to do
                  connect     127.0.0.1:3000 +1
                                              nothing listens there: start the server, or
                                              correct the host or the port
                """)
    }

    @Test func warningsAndTheSandboxAreToldInTheSummary() {
        var report = CheckReport()
        report.steps = [CheckStep(.sandbox, "1 node"), CheckStep(.node, "a:1", .warning, detail: "silent")]
        #expect(report.outcome == "connected with 1 warning: 0 nodes, 0 namespaces, in 0.0 ms, embedded for this check")
    }

    /// What a server says of itself must not steer the terminal.
    @Test func controlCharactersAreCovered() {
        var report = CheckReport()
        report.steps = [CheckStep(.peer, "\u{1B}[31mC2", .failed, detail: "\u{7}", advice: "a\u{202E}b")]
        let text = screen(report, targets: [])
        #expect(!text.unicodeScalars.contains { "\u{1B}\u{7}\u{202E}".unicodeScalars.contains($0) })
    }

    @Test func coloursAreOnlyForTerminals() {
        let step = CheckStep(.cluster, "demo")
        let plain = CheckScreen(targets: [], columns: 80, style: Style(isColoured: false)).text(step)
        let coloured = CheckScreen(targets: [], columns: 80, style: Style(isColoured: true)).text(step)
        #expect(plain == "✓ cluster     demo")
        #expect(coloured == "\u{1B}[32m✓\u{1B}[0m cluster     demo")
    }

    @Test(arguments: [
        ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true),
        (["TERM": "dumb"], true, false), (["TERM": "xterm"], true, true),
    ])
    func theEnvironmentDecidesOnColour(_ environment: [String: String], _ isTerminal: Bool, _ isColoured: Bool) {
        #expect(Recorder().console(environment, isTerminal: isTerminal).isColoured == isColoured)
    }

    @Test func linesFitTheirWidth() {
        let step = CheckStep(
            .node, "a-very-long-host-name-in-some-zone.example.com:3000", .failed,
            detail: "takes the connection, but does not answer within 1000 ms", duration: .seconds(1))
        for columns in [80, 110] {
            let screen = CheckScreen(targets: [step.target], columns: columns, style: Style(isColoured: false))
            for line in screen.text(step).split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
        }
    }

    @Test func aHostThatIsTooLongTakesNoRoomFromOthers() {
        let long = String(repeating: "a", count: 60)
        let step = CheckStep(.connect, "db1:3000", detail: "detail")
        let screen = CheckScreen(targets: [long, "db1:3000"], columns: 80, style: Style(isColoured: false))
        let plain = CheckScreen(targets: ["db1:3000"], columns: 80, style: Style(isColoured: false))
        #expect(screen.text(step) == plain.text(step))
    }

    private func screen(_ report: CheckReport, targets: [String]) -> String {
        let screen = CheckScreen(targets: targets, columns: 80, style: Style(isColoured: false))
        return (report.steps.map(screen.text) + screen.ending(report)).joined(separator: "\n")
    }
}
