import AerospikeSDK
import Glibc
import Testing

@testable import AerospikeConfigLoader

/// Each test says itself when the profile is looked at.
@Suite("Looking at a watched profile")
struct ProfileWatchTests {
    private func profile(_ racks: String) -> String { "cluster: { hosts: [db], racks: [\(racks)] }\n" }

    @Test("what stays the same is no change, nor what does not matter")
    func nothing() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        for _ in 1...3 { #expect(watched.look() == nil) }
        try watched.write("# a comment\n" + profile("1"))
        #expect(watched.look() == nil)
    }

    @Test("a change counts when two looks in a row find the same, and is told once")
    func change() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        #expect(watched.look() == nil)
        try watched.write(profile("2"))
        #expect(watched.lookOnce() == nil)
        #expect(watched.client.definition.preferredRacks == [1])
        try watched.write(profile("3"))
        #expect(watched.lookOnce() == nil)
        #expect(watched.lookOnce() == .applied("cluster.racks"))
        #expect(watched.client.definition.preferredRacks == [3])
        #expect(watched.look() == nil)
    }

    @Test("what changed between loading and watching is seen, too")
    func gap() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        try watched.write(profile("2"))
        #expect(watched.look() == .applied("cluster.racks"))
    }

    @Test("another content is seen though size and times are the same")
    func sameStamps() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        #expect(watched.look() == nil)
        let path = watched.path("prod.yaml")
        var status = stat()
        // Both calls are lent the path and structures of this function's own.
        #expect(unsafe stat(path, &status) == 0)
        try watched.write(profile("2"))
        var times = [status.st_atim, status.st_mtim]
        #expect(unsafe utimensat(AT_FDCWD, path, &times, 0) == 0)
        #expect(watched.look() == .applied("cluster.racks"))
    }

    @Test("a file that is renamed into the profile's place is seen")
    func renaming() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1"), "new.yaml": profile("2")])
        #expect(watched.look() == nil)
        try watched.rename("new.yaml", to: "prod.yaml")
        #expect(watched.look() == .applied("cluster.racks"))
    }

    @Test("a volume whose link is swapped, as Kubernetes does, is seen")
    func configMap() throws {
        let folder = try ProfileFolder(["..1/prod.yaml": profile("1"), "..2/prod.yaml": profile("2")])
        func link(_ target: String, _ name: String) throws {
            guard unsafe symlink(target, "\(folder.folder.path)/\(name)") == 0 else { throw FileProblem(errno: errno) }
        }
        try link("..1", "..data")
        try link("..data/prod.yaml", "prod.yaml")
        let profile = try folder.load()
        let client = SyncClient(try profile.makeDefinition())
        var watch = ProfileWatch(profile, .client("default", client.cluster))
        #expect(watch.look() == nil && watch.look() == nil)
        try link("..2", "..data_tmp")
        #expect(unsafe rename("\(folder.folder.path)/..data_tmp", "\(folder.folder.path)/..data") == 0)
        #expect(watch.look() == nil && watch.look() == .applied("cluster.racks"))
        #expect(client.definition.preferredRacks == [2])
    }

    // MARK: Other files

    @Test("files that the profile extends are watched, as far as the chain leads, and when it leads elsewhere")
    func chain() throws {
        var watched = try WatchedFolder([
            "prod.yaml": "extends: middle\n", "middle.yaml": "extends: base\n", "base.yaml": profile("1"),
            "other.yaml": profile("3"),
        ])
        #expect(watched.look() == nil)
        try watched.write(profile("2"), to: "base.yaml")
        #expect(watched.look() == .applied("cluster.racks"))
        try watched.write("extends: other\n", to: "middle.yaml")
        #expect(watched.look() == .applied("cluster.racks"))
        try watched.write(profile("4"), to: "other.yaml")
        #expect(watched.look() == .applied("cluster.racks"))
        #expect(watched.client.definition.preferredRacks == [4])
    }

    @Test("files of references and of passwords are watched")
    func secrets() throws {
        let text = """
            cluster:
              hosts: [db]
              racks: ["${file:rack:-1}"]
              auth: { user: app, password_file: password }
            """
        var watched = try WatchedFolder(["prod.yaml": text, "password": "old-s3cret"])
        #expect(watched.look() == nil)
        try watched.write("2\n", to: "rack")
        #expect(watched.look() == .applied("cluster.racks"))
        try watched.write("new-s3cret", to: "password")
        let found = watched.look()
        let change = try #require(found)
        #expect(change == .applied("cluster.auth.password"))
        #expect(!"\(change)".contains("s3cret"))
        #expect(watched.client.definition.credentials == .native(user: "app", password: "new-s3cret"))
        try watched.write("", to: "password")
        #expect(watched.look()?.codes == [.unreadableSecret])
    }

    @Test("no look leaves a file open, however the file came and whatever is in it")
    func descriptors() throws {
        let text = "extends: base\ncluster: { app_id: \"${file:name}\" }\n"
        var watched = try WatchedFolder(["prod.yaml": text, "base.yaml": profile("0"), "name": "a"])
        for round in 1...200 {
            try watched.write(round % 3 == 0 ? "cluster: [" : profile("\(round)"), to: "new.yaml")
            try watched.rename("new.yaml", to: "base.yaml")
            _ = watched.lookOnce()
        }
        #expect(watched.openFiles == [])
    }

    // MARK: Mistakes

    @Test("a wrong profile is told once for each content, and the last good one stays")
    func refusal() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        #expect(watched.look() == nil)
        try watched.write(profile("one"))
        let found = watched.look()
        let change = try #require(found)
        #expect(change.codes == [.wrongType])
        #expect("\(change)".contains("prod.yaml:1:33: error[P006]"))
        for _ in 1...3 { #expect(watched.look() == nil) }
        try watched.write("cluster: { hsots: [db] }\n")
        #expect(watched.look()?.codes?.contains(.unknownKey) == true)
        #expect(watched.client.definition.preferredRacks == [1])
        try watched.write(profile("2"))
        #expect(watched.look() == .applied("cluster.racks"))
    }

    @Test("that the old content is back is told, because it was refused before")
    func recovery() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        try watched.write("")
        #expect(watched.look()?.codes == [.missingKey])
        try watched.write(profile("1"))
        let found = watched.look()
        let change = try #require(found)
        #expect(change == .reloaded(applied: [], needsNewClient: []))
        #expect("\(change)" == "the profile was reloaded: all is as before")
    }

    @Test("a file that is gone is told, and watched for")
    func missing() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        try watched.rename("prod.yaml", to: "away.yaml")
        #expect(watched.look()?.codes == [.unreadableFile])
        try watched.rename("away.yaml", to: "prod.yaml")
        #expect(watched.look() == .reloaded(applied: [], needsNewClient: []))
    }

    @Test("what no client can go by is refused, with what to do")
    func inapplicable() throws {
        var watched = try WatchedFolder(["prod.yaml": profile("1")])
        let breaker = "system: { DEFAULT: { circuit_breaker: { maximum_errors_in_error_window: 5000 } } }\n"
        try watched.write(profile("2") + breaker)
        let found = watched.look()
        let change = try #require(found)
        #expect(change.codes == [.invalidValue])
        #expect(watched.client.definition.preferredRacks == [1])
        #expect(watched.look() == nil)
    }

    @Test("a profile that was parsed from text has no file to watch")
    func text() throws {
        let profile = try Profile(parsing: profile("1"))
        let client = Client(try profile.makeDefinition())
        var watch = ProfileWatch(profile, .client("default", client.cluster))
        #expect(watch.look() == nil)
        #expect(watch.look()?.codes == [.profileNotFound])
    }

    // MARK: Clients

    @Test("behaviors reach the sessions of a name while they live")
    func behaviors() throws {
        func text(_ retries: Int) -> String {
            """
            cluster: { hosts: [db] }
            sessions: { reports: patient }
            behaviors: { patient: { all_operations: { maximum_number_of_call_attempts: \(retries) } } }
            """
        }
        var watched = try WatchedFolder(["prod.yaml": text(3)])
        let (named, own) = (try watched.client.session("reports"), watched.client.createSession(.default))
        #expect(watched.look() == nil)
        try watched.write(text(8))
        #expect(watched.look() == .applied("behaviors.patient", "sessions.reports"))
        #expect(named.behavior == watched.client.definition.behaviors["patient"])
        #expect(named.behavior.settings(.read, .point).maxRetries == 7)
        #expect(own.behavior == .default)
    }

    @Test("a client is told by its name, also when it is gone, and the watch ends when it is closed")
    func namedClient() async throws {
        let start = "cluster: { hosts: [db], fail_if_not_connected: false }\n"
        let folder = try ProfileFolder(["prod.yaml": start + "clients: { olap: { like: default } }\n"])
        let profile = try folder.load()
        let client = Client(try profile.makeDefinition(client: "olap"))
        var watch = ProfileWatch(profile, .client("olap", client.cluster))
        #expect(watch.look() == nil && watch.look() == nil)
        try folder.folder.write(
            start + "clients: { olap: { like: default, racks: [1], name: olap } }\n", to: "prod.yaml")
        #expect(watch.look() == nil)
        #expect(
            watch.look() == .reloaded(applied: ["clients.olap.racks"], needsNewClient: ["clients.olap.name"]))
        try folder.folder.write(start, to: "prod.yaml")
        #expect(watch.look() == nil && watch.look()?.codes == [.unknownName])
        #expect(!watch.hasEnded)
        await client.close()
        #expect(watch.hasEnded)
    }
}
