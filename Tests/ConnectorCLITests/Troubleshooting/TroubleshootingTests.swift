import AerospikeSDK
import Foundation
import Testing

@testable import ConnectorCLI

/// The document of troubles holds the very messages that the check prints.
@Suite struct TroubleshootingTests {
    private static let document: String = {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let text = try? String(contentsOf: root.appending(path: "docs/TROUBLESHOOTING.md"), encoding: .utf8)
        return text ?? ""
    }()

    @Test(arguments: Trouble.all) func everyMessageIsInTheDocument(_ trouble: Trouble) async throws {
        let step = try #require(try await trouble.finding(), "nothing is wrong")
        let advice = try #require(step.advice, "\(step.detail): nobody is told what to do")
        let row = "| \(step.name.rawValue) | \(step.detail) | \(advice) |"
        #expect(Self.document.contains(row), "docs/TROUBLESHOOTING.md lacks the row\n\(row)")
    }

    @Test func noSecretIsPrinted() async throws {
        let secret = Trouble.password.reveal()
        for trouble in Trouble.all {
            let step = try #require(try await trouble.finding())
            var report = CheckReport()
            report.steps = [step]
            let screen = CheckScreen(targets: [], columns: 80, style: Style(isColoured: false))
            let texts =
                [screen.text(step)] + screen.ending(report)
                + [CheckDocument.step(step, "default").line, "\(step.error?.description ?? "")"]
            for text in texts {
                #expect(!text.contains(secret) && !text.contains("battery-staple"), "\(trouble.testDescription)")
            }
        }
    }
}
