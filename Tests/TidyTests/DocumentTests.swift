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
}
