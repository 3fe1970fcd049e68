import AerospikeSDK
import Synchronization
import Testing

@testable import AerospikeConfigLoader

@Suite("Watching a profile on a thread of its own", .timeLimit(.minutes(5)))
struct WatchingTests {
    private let short = Duration.milliseconds(50)

    private func profile(_ racks: Int) -> String { "cluster: { hosts: [db], racks: [\(racks)] }\n" }

    @Test("changes arrive in their order")
    func changes() async throws {
        let folder = try ProfileFolder(["prod.yaml": profile(1)])
        let profile = try folder.load()
        let client = SyncClient(try profile.makeDefinition())
        var codes: [[Diagnostic.Code]?] = []
        try folder.folder.write(self.profile(2), to: "prod.yaml")
        for await change in profile.watching(client, interval: short) {
            codes.append(change.codes)
            if codes.count == 1 { try folder.folder.write("", to: "prod.yaml") }
            if codes.count == 2 { try folder.folder.write(self.profile(3), to: "prod.yaml") }
            if codes.count == 3 { break }
        }
        #expect(codes == [nil, [.missingKey], nil])
        #expect(client.definition.preferredRacks == [3])
    }

    @Test("it ends when all clients are closed")
    func closedClient() async throws {
        let folder = try ProfileFolder(["prod.yaml": profile(1)])
        let profile = try folder.load()
        let client = Client(try profile.makeDefinition())
        let changes = profile.watching(client, interval: short)
        await client.close()
        for await _ in changes { Issue.record("nothing has changed") }
    }

    /// Counts looks.
    private final class Looks: Sendable {
        private let count = Atomic(0)

        func next() -> Int { count.add(1, ordering: .relaxed).newValue }
    }

    @Test("of changes that nobody takes, the newest are kept")
    func buffer() async throws {
        let folder = try ProfileFolder(["prod.yaml": profile(0)])
        let profile = try folder.load()
        let client = Client(try profile.makeDefinition())
        let (looks, files) = (Looks(), folder.folder)
        let hasEnded = Semaphore()
        let text = { @Sendable (number: Int) in self.profile(number) }
        let pace = WatchPace {
            // Two looks see each content, one after the other.
            let look = looks.next()
            if look == 4 * ProfileLimits.keptChanges { hasEnded.post() }
            return (try? files.write(text(look / 2), to: "prod.yaml")) != nil
                && look < 4 * ProfileLimits.keptChanges
        } end: {
        }
        let changes = profile.watching(.client("default", client.cluster), pace)
        try await eventually { hasEnded.wait(until: .now()) }
        var count = 0
        for await change in changes {
            #expect(change == .applied("cluster.racks"))
            count += 1
        }
        #expect(count == ProfileLimits.keptChanges)
        #expect(client.definition.preferredRacks[0] > ProfileLimits.keptChanges)
    }

    // MARK: Ending

    /// Waits as long as nobody ends it, and knows whether its thread is still there.
    private final class Patience: Sendable {
        private let end = Semaphore()
        private let hasEnded: Semaphore

        init(_ hasEnded: Semaphore) { self.hasEnded = hasEnded }
        deinit { hasEnded.post() }

        var pace: WatchPace {
            WatchPace {
                !self.end.wait(until: .distantFuture)
            } end: {
                self.end.post()
            }
        }
    }

    private func watch(_ hasEnded: Semaphore) throws -> AsyncStream<ProfileChange> {
        let folder = try ProfileFolder(["prod.yaml": profile(1)])
        let profile = try folder.load()
        let client = Client(try profile.makeDefinition())
        return profile.watching(.client("default", client.cluster), Patience(hasEnded).pace)
    }

    @Test("the thread ends with the task that iterates")
    func cancellation() async throws {
        let hasEnded = Semaphore()
        let changes = try watch(hasEnded)
        let watch = Task { for await _ in changes {} }
        watch.cancel()
        await watch.value
        try await eventually { hasEnded.wait(until: .now()) }
    }

    @Test("the thread ends when the sequence is dropped, iterated or not", arguments: [false, true])
    func dropping(isIterated: Bool) async throws {
        let hasEnded = Semaphore()
        var changes: AsyncStream<ProfileChange>? = try watch(hasEnded)
        if isIterated { _ = changes?.makeAsyncIterator() }
        #expect(!hasEnded.wait(until: .now()), "it runs")
        changes = nil
        try await eventually { hasEnded.wait(until: .now()) }
    }

    private func eventually(_ condition: () -> Bool) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while ContinuousClock.now < end {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the thread has not ended")
    }

    // MARK: Documentation

    /// What docs/PROFILES.md shows, as it is compiled.
    private func example() async throws {
        let profile = try Profile.load("prod")
        try await profile.withClients { clients in
            let watch = Task {
                for await change in profile.watching(clients) { print(change) }
            }
            defer { watch.cancel() }
            try await serve(clients)
        }
    }

    private func serve(_ clients: ClientGroup) async throws {}

    @Test("the code of docs/PROFILES.md is what is compiled here")
    func documentation() throws {
        let page = try Fixtures.text(Fixtures.documentation)
        let section = try #require(page.split(separator: "\n## Change while running\n").last)
        let fence = try #require(
            section.split(separator: "```swift\n").dropFirst().first?.split(separator: "```").first)
        let own = try Fixtures.text(#filePath)
        let indented = fence.split(separator: "\n").map { "        \($0)\n" }.joined()
        #expect(own.contains(indented))
    }
}
