import AerospikeSDK
import Foundation
import Testing

@Suite("docs/CONNECTING.md") struct ConnectingPageTests {
    private let page: Page

    init() throws { page = try Page("docs/CONNECTING.md") }

    @Test("it lists every step by which a definition is built")
    func steps() throws {
        let source = Page.root.appending(path: "Sources/SDK/Definition/ClusterDefinition+Building.swift")
        let code = try String(contentsOf: source, encoding: .utf8)
        let table = page.lines(of: "definition").joined()
        // The other ways to log in, and the map as a value, stand in other tables.
        let others = ["withExternalCredentials", "withExternalInsecureCredentials", "withCertificateCredentials"]
        for step in code.matches(of: #/public func (\w+)/#).map({ String($0.1) }) {
            let isListed = table.contains("`\(step)") || others.contains(step) || step == "withAddressMap"
            #expect(isListed, "\(step)")
        }
        for step in others { #expect(page.text.contains("`\(step)(")) }
    }

    @Test("it lists every setting of TLS")
    func tls() {
        let listed = page.rows(of: "TLS").flatMap { $0[0].matches(of: #/`(\w+)`/#).map { String($0.1) } }
        #expect(listed == Mirror(reflecting: TLSConfiguration()).children.compactMap(\.label))
    }

    @Test("it lists every setting of a client with its default")
    func system() {
        let settings = Mirror(reflecting: SystemSettings()).children.flatMap { name, value in
            let fields = Mirror(reflecting: value).children
            let isSection = !(value is Duration)
            return isSection
                ? fields.map { ("\(name ?? "").\($0.label ?? "")", text($0.value)) } : [(name ?? "", text(value))]
        }
        let listed = page.rows(of: "system").map { ($0[0].filter { $0 != "`" }, $0[1]) }
        #expect(Dictionary(uniqueKeysWithValues: listed) == Dictionary(uniqueKeysWithValues: settings))
    }

    private func text(_ value: Any) -> String {
        guard let duration = value as? Duration else { return "\(value)" }
        return "\(duration.components.seconds) s"
    }
}
