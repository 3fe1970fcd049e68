import Foundation
import Testing

@testable import AerospikeSDK

@Suite("TLS files that change while a client runs") struct TLSReloadTests {
    @Test("each of certificate, key and authority is read again when it has changed", arguments: Files.Change.allCases)
    func changes(change: Files.Change) throws {
        let files = try Files()
        let source = try TLSContextSource.client(files.configuration)
        let first = source.current
        #expect(source.refresh() == nil)
        #expect(source.current === first)
        try files.renew("authority", change)
        #expect(source.refresh() == nil)
        let second = source.current
        #expect(second !== first)
        try files.renew("client", change)
        try files.renew("client-key-pkcs8", change)
        #expect(source.refresh() == nil)
        #expect(source.current !== second)
    }

    @Test("a certificate without its key leaves the last good ones in place until the key has come")
    func halfWritten() throws {
        let files = try Files()
        let source = try TLSContextSource.client(files.configuration)
        let first = source.current
        try files.put("server", as: "client")
        for _ in 1...2 {
            let failure = try #require(source.refresh())
            #expect(failure.message.contains("go on with what was read before"))
            #expect(failure.message.contains("does not belong to the certificate"))
            #expect(source.current === first)
        }
        try files.put("server-key", as: "client-key-pkcs8")
        #expect(source.refresh() == nil)
        #expect(source.current !== first)
    }

    @Test("files that are gone, empty or rubbish are named, and forgotten when they are back")
    func damage() throws {
        let files = try Files()
        let source = try TLSContextSource.client(files.configuration)
        let first = source.current
        try FileManager.default.removeItem(atPath: files.path("authority"))
        #expect(source.refresh()?.message.contains("No such file") == true)
        try Data().write(to: URL(fileURLWithPath: files.path("authority")))
        #expect(source.refresh()?.message.contains("holds no certificate") == true)
        #expect(source.current === first)
        try files.put("authority", as: "authority")
        #expect(source.refresh() == nil)
    }

    @Test("an authority that is added to a folder is trusted from then on")
    func folder() throws {
        let files = try Files()
        let source = try TLSContextSource.client(TLSConfiguration(caPath: files.folder))
        let first = source.current
        try files.put("other-authority", as: "other-authority")
        #expect(source.refresh() == nil)
        #expect(source.current !== first)
    }

    @Test("a disk that does not answer keeps nobody waiting, and what it brings at last is used")
    func slowDisk() async throws {
        let files = try Files()
        let source = try TLSContextSource.client(files.configuration)
        let first = source.current
        // Whoever opens a pipe to read waits until somebody opens it to write.
        let pipe = files.path("authority")
        try FileManager.default.removeItem(atPath: pipe)
        // The path is lent to its call.
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        for _ in 1...3 { #expect(source.refreshSoon() == nil) }
        #expect(source.current === first)
        let content = try Data(contentsOf: URL(fileURLWithPath: TLSFixture.path("authority")))
        try #require(FileHandle(forWritingAtPath: pipe)).write(contentsOf: content)
        try await eventually("what came through the pipe is used") { source.current !== first }
    }

    @Test("later connections trust the new authority, and no session outlives the certificate it was made with")
    func endToEnd() throws {
        let files = try Files()
        let source = try TLSContextSource.client(files.configuration)
        let target = try TLSTarget(source, name: "server.test")
        let server = try TLSContext.server(TLSFixture.identity("server"))
        for isResumed in [false, true] { #expect(try shakeHands(target, server) == isResumed) }
        try files.renew("client", .replacement)
        #expect(source.refresh() == nil)
        #expect(try shakeHands(target, server) == false)
        try files.put("other-authority", as: "authority")
        #expect(source.refresh() == nil)
        #expect(throws: AerospikeError.self) { try shakeHands(target, server) }
        try files.put("authority", as: "authority")
        #expect(source.refresh() == nil)
        #expect(try shakeHands(target, server) == false)
    }

    @Test("other files and settings are read with the next refresh, and used when they are good")
    func otherConfiguration() throws {
        let files = try Files()
        let source = try TLSContextSource.client(files.configuration)
        let first = source.current
        source.adopt(files.configuration)
        #expect(source.refresh() == nil)
        #expect(source.current === first, "nothing differs")
        var other = files.configuration
        other.caFile = files.path("missing")
        source.adopt(other)
        #expect(source.refresh()?.message.contains("No such file") == true)
        #expect(source.current === first)
        other = files.configuration
        other.protocols = ["TLSv1.3"]
        source.adopt(other)
        #expect(source.refresh() == nil)
        #expect(source.current !== first)
    }

    @Test("what is read of files that are no longer wanted counts no more")
    func outdated() async throws {
        let files = try Files()
        let source = try TLSContextSource.client(files.configuration)
        let first = source.current
        let pipe = files.path("pipe")
        // The path is lent to its call.
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        source.adopt(TLSConfiguration(caFile: pipe))
        #expect(source.refreshSoon() == nil)
        let content = try Data(contentsOf: URL(fileURLWithPath: TLSFixture.path("authority")))
        // Whoever opens a pipe to write waits until somebody reads: from here on the file is being read.
        let writer = try #require(FileHandle(forWritingAtPath: pipe))
        source.adopt(files.configuration)
        try writer.write(contentsOf: content)
        try writer.close()
        try await eventually("what is wanted is read") {
            _ = source.refreshSoon()
            return source.current !== first
        }
        #expect(!source.current.authorities.contains("pipe"))
    }

    /// - Returns: Whether an earlier session was taken up.
    private func shakeHands(_ target: TLSTarget, _ server: TLSContext) throws -> Bool {
        let pair = try TLSPair(target, server: server)
        try pair.shakeHands()
        _ = try pair.send(.frame(bodyLength: 1))
        _ = try pair.answer(.frame(bodyLength: 1))
        return try #require(pair.client.summary).isResumed
    }
}

/// Copies of the fixtures in a folder of their own, which is reached through a link, as a mounted volume is.
final class Files {
    /// How a file comes to have another content.
    enum Change: CaseIterable {
        /// It is written to.
        case writing
        /// Another takes its name.
        case replacement
        /// The link to its folder is swapped.
        case linkedFolder
    }

    let folder: String
    private let root: String
    private var version = 0

    init() throws {
        root = NSTemporaryDirectory() + "tls-\(UUID().uuidString)"
        folder = "\(root)/data"
        try FileManager.default.createDirectory(atPath: "\(root)/0", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: "0")
        for name in ["authority", "client", "client-key-pkcs8"] { try put(name, as: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var configuration: TLSConfiguration {
        TLSConfiguration(
            caFile: path("authority"), clientCertFile: path("client"), clientKeyFile: path("client-key-pkcs8"))
    }

    func path(_ name: String) -> String { "\(folder)/\(name).pem" }

    /// Gives a fixture's content to a file, atomically.
    func put(_ fixture: String, as name: String) throws {
        let content = try Data(contentsOf: URL(fileURLWithPath: TLSFixture.path(fixture)))
        try content.write(to: URL(fileURLWithPath: path(name)), options: .atomic)
    }

    /// Gives a file the same content anew.
    func renew(_ name: String, _ change: Change) throws {
        switch change {
        case .writing:
            let content = try Data(contentsOf: URL(fileURLWithPath: path(name)))
            try (content + Data("\n".utf8)).write(to: URL(fileURLWithPath: path(name)))
        case .replacement: try put(name, as: name)
        case .linkedFolder:
            let manager = FileManager.default
            try manager.copyItem(atPath: "\(root)/\(version)", toPath: "\(root)/\(version + 1)")
            version += 1
            try manager.removeItem(atPath: folder)
            try manager.createSymbolicLink(atPath: folder, withDestinationPath: "\(version)")
        }
    }
}
