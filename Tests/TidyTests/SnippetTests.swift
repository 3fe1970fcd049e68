import Foundation
import Testing

/// The Swift code in documents is quoted from the examples, which compile and which tests run.
@Suite("Snippets") struct SnippetTests {
    /// The variable that has the test write the code instead of comparing it.
    private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1"
    private static let snippets = Snippets.ofExamples

    @Test(
        "Swift code in documents is what the examples say; UPDATE_DOCS=1 copies it anew",
        arguments: Repository.documents)
    func quotations(document: Repository.File) throws {
        let page = QuotingPage(document.text, Self.snippets.code)
        if Self.isUpdating { try page.text.write(to: document.url, atomically: true, encoding: .utf8) }
        #expect(page.unnamed == [], "each block stands below <!-- snippet: NAME -->")
        #expect(page.names.filter { Self.snippets.code[$0] == nil } == [], "no example has these")
        let stale = page.text.split(separator: "\n").filter { !document.text.contains($0) }
        #expect(Self.isUpdating || page.text == document.text, "stale: \(stale.joined(separator: "\n"))")
    }

    @Test("each snippet has one place, an end, and somebody who quotes it")
    func marks() {
        let quoted = Repository.documents.flatMap { QuotingPage($0.text, Self.snippets.code).names }
        #expect(Self.snippets.faults == [])
        #expect(Self.snippets.code.keys.filter { !quoted.contains($0) }.sorted() == [])
    }

    @Test("the manifest in the readme names products that there are")
    func manifest() throws {
        let readme = Repository.File(path: "README.md").text
        let manifest = try #require(readme.firstMatch(of: #/<!-- manifest -->\n```swift\n(?<code>[^`]*)```/#)?.code)
        let products = manifest.matches(of: #/name: "(?<name>\w+)", package: "(?<package>[\w-]+)"/#)
        let package = Repository.File(path: "Package.swift").text
        #expect(products.count == 2)
        for product in products {
            #expect(package.contains("name: \"\(product.package)\""))
            #expect(package.contains(".library(name: \"\(product.name)\""))
        }
    }

    @Test("a block is taken from the snippet that it names, whatever it said before")
    func replacement() {
        let old =
            "a\n<!-- snippet: x -->\n```swift\nold\n```\nb\n```swift\nlone\n```\n<!-- snippet: y -->\n```swift\n```\n"
        let page = QuotingPage(old, ["x": "new\n"])
        #expect(page.text.hasPrefix("a\n<!-- snippet: x -->\n```swift\nnew\n```\nb\n```swift\nlone\n```\n"))
        #expect(page.text.hasSuffix("```swift\nno example has 'y'\n```\n"))
        #expect(page.names == ["x", "y"])
        #expect(page.unnamed == ["lone"])
    }
}
