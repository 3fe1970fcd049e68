import Foundation
import Testing

/// What the documents say is there is there.
@Suite("Documents") struct DocumentTests {
    @Test("every document exists", arguments: Repository.documents)
    func existence(document: Repository.File) {
        #expect(!document.text.isEmpty)
    }

    @Test("links within the package lead somewhere", arguments: Repository.documents)
    func links(document: Repository.File) {
        for match in document.text.matches(of: /\]\((?<target>[^)#\s]+)[^)]*\)/) where !match.target.contains("://") {
            let target = document.url.deletingLastPathComponent().appending(path: String(match.target))
            #expect(FileManager.default.fileExists(atPath: target.path), "\(document.path): \(match.target)")
        }
    }

    @Test("every ready profile is spoken of", arguments: Repository.profiles)
    func profiles(profile: Repository.File) {
        let name = profile.url.deletingPathExtension().lastPathComponent
        let mentions = ["profiles/\(profile.name)", "`\(name)`", "check \(name)"]
        #expect(Repository.documents.contains { document in mentions.contains { document.text.contains($0) } })
    }

    /// Pages about the client, whose every name can be looked up.
    private static let guides = ["CONNECTING", "BEHAVIORS", "READING-AND-WRITING", "ERRORS", "SANDBOX"]

    @Test("what the pages name as parts of the client are parts of it", arguments: guides)
    func names(page: String) {
        let text = Repository.File(path: "docs/\(page).md").text.replacing(#/(?s)```.*?```/#, with: "")
        for match in text.matches(of: #/`(?<code>[^`\n]+)`/#) {
            guard let name = match.code.nameOfSymbol, !Self.others.contains(name) else { continue }
            let isKnown = Self.symbols.contains(name)
            #expect(isKnown, "`\(match.code)`")
        }
    }

    /// What looks like a part of the client, and is of the language, of a call or of a server.
    private static let others: Set = [
        "throws", "onError", "myTlsName", "Codable", "Double", "Float", "Bool", "String", "Data",
    ]
    private static let symbols = Set(Scanned.sources.flatMap { PublicSymbols($0.text).symbols }.map(\.name))
}

extension StringProtocol {
    /// The name of what this code calls or names, as `append` in `bin("a").append("b")`; `nil` when it does not look like
    /// a part of the client.
    fileprivate var nameOfSymbol: String? {
        guard let match = String(self).wholeMatch(of: #/\.?(?:\w+(?:\("\w+"\))?\.)*(?<name>\w+)(?<call>\(.*)?/#) else {
            return nil
        }
        let name = String(match.name)
        let isCapitalised = name.contains(#/^[A-Z][a-z]/#) || name.contains(#/[a-z][A-Z]/#)
        return match.call != nil || hasPrefix(".") || isCapitalised ? name : nil
    }
}
