import AerospikeConfigLoader
import AerospikeSDK
import Foundation
import Testing

@testable import ConnectorCLI

/// `connector sandbox`, from its flags to what it prints.
@Suite struct SandboxCommandTests {
    @Test func itSaysWhatItIsAndHowToConnect() async throws {
        let (status, recorder) = await run("--nodes", "2", "--cluster-name", "demo")
        #expect(status == .success)
        #expect(recorder.output.hasPrefix("cluster 'demo': 2 nodes, Community Edition, namespaces test and bar\n"))
        for text in ["no database", "A1  127.0.0.1:", "A2  127.0.0.1:", "in Swift  ", "Ctrl-C", "stopped"] {
            #expect(recorder.output.contains(text), "\(text)")
        }
        #expect(recorder.complaints.isEmpty)
    }

    @Test func instructionsAreCarriedOutAndToldInOrder() async throws {
        let (_, recorder) = await run(
            "--nodes", "2", "--racks", "1,2",
            lines: [
                "kill a2", "status", "heal A2", "restart A2 --port 0 --name B2", "rack B2 5", "name prod", "quit",
                "help",
            ])
        let printed = recorder.output.split(separator: "\n").map(String.init)
        let start = try #require(printed.firstIndex(of: "A2 is down"))
        // A client of another test may still call where its node was before.
        #expect(printed[start + 1].contains(" is well; "))
        #expect(printed[start + 2].hasSuffix("is down"))
        #expect(printed[start + 3].hasPrefix("B2 is up at 127.0.0.1:"))
        #expect(printed[start + 3].hasSuffix(", and was A2"))
        #expect(
            printed[(start + 4)...] == [
                "B2 is in rack 5, and the replicas are spread anew", "the cluster is called 'prod'", "stopped",
            ])
        #expect(recorder.complaints == "the sandbox's node A2 is down: Restart it first.")
        #expect(recorder.output.contains("A2  127.0.0.1:") && recorder.output.contains("rack 2"))
    }

    @Test func mistakesAreToldAndDoNoHarm() async {
        let (status, recorder) = await run(
            "--nodes", "2",
            input: [
                .text("klil A1"), .tooLong, .text(""), .text("pause A9"), .text("restart A1 --name A2"),
                .text("split A1 A9"), .text("rack A1 -1"), .text("pause front"), .text("status"),
            ])
        #expect(status == .success)
        #expect(
            recorder.complaints == """
                there is no 'klil': did you mean 'kill'?
                the line is too long, and was not read
                there is no node 'A9': there are A1, A2
                the sandbox has a node A2 already
                there is no node 'A9': there are A1, A2
                racks have numbers from 0 to 1000000, not -1
                there is no node 'front': there are A1, A2
                """)
        #expect(recorder.output.components(separatedBy: "is well; 0 connections").count == 3)
    }

    @Test func everythingThatCanHappenIsTold() async {
        let (_, recorder) = await run(
            "--nodes", "3",
            lines: [
                "pause A1", "resume A1", "blackhole A1", "reset A1", "refuse A1", "delay A1 2s", "garbage A1",
                "unready A1", "status", "heal A1", "move", "add", "split A1 A2", "join", "name",
            ])
        for text in [
            "A1 takes requests and answers none until it resumes", "A1 goes on", "A1 takes requests and answers none\n",
            "A1 resets every connection", "A1 refuses new connections", "A1 holds back each answer for 2.0 seconds",
            "A1 answers nonsense", "A1 has no partitions", "A1 is well", "every partition has another master",
            "has joined", "A1 and A2 no longer know the others", "all nodes are one cluster", "the cluster has no name",
            "resets every connection, refuses new connections, holds back each answer for 2.0 seconds, answers",
        ] {
            #expect(recorder.output.contains(text), "\(text)")
        }
        #expect(recorder.complaints.isEmpty)
    }

    /// The sandbox is checked by the command that it prints.
    @Test(arguments: [
        [], ["--publish", "10.1.2.3"], ["--publish", "10.1.2.3", "--alternate-addresses"],
        ["--front", "load-balancer"], ["--front", "nat"], ["--front", "nat", "--alternate-addresses"],
        ["--racks", "1,2"], ["--tls", "--cluster-name", "a \"b\""],
        ["--mtls", "--front", "load-balancer"],
        ["--tls-for-login-only", "--publish", "10.1.2.3"], ["--tls-for-login-only", "--front", "nat"],
    ])
    func theWrittenProfileLeadsToIt(flags: [String]) async throws {
        let folder = try ProfileFolder([:])
        let path = "\(folder.path)/sandbox.yaml"
        let checker = Recorder()
        let recorder = Recorder()
        var console = recorder.console()
        console.nextLine = {
            try? Self.addPatience(to: path)
            #expect(await checker.run("check", path) == .success, "\(checker.output)")
            return nil
        }
        console.quitsAtEnd = { true }
        let arguments = ["sandbox", "--port", "0", "--nodes", "2", "--write-profile", path] + flags
        #expect(await Connector(console: console).run(arguments) == .success)
        #expect(recorder.output.contains("check it  connector check \(path)\n"))
        #expect(checker.output.contains("connected: "))
    }

    /// Logins are those of the client that a program uses.
    @Test(arguments: [["--login"], ["--user", "ann:read-write", "--tls"], ["--user", "ann", "--front", "nat"]])
    func theWrittenProfileLogsIn(flags: [String]) async throws {
        let folder = try ProfileFolder([:])
        let path = "\(folder.path)/sandbox.yaml"
        let recorder = Recorder()
        var console = recorder.console()
        console.nextLine = {
            await #expect(throws: Never.self) {
                try Self.addPatience(to: path)
                try await Profile.load(path: path, .withoutEnvironment).makeDefinition().withClient { client in
                    try await client.createSession(.default).put(DataSet.of("test", "users").id(1), ["n": 1])
                }
            }
            return nil
        }
        console.quitsAtEnd = { true }
        let arguments = ["sandbox", "--port", "0", "--nodes", "2", "--write-profile", path] + flags
        #expect(await Connector(console: console).run(arguments) == .success)
        #expect(recorder.output.contains("users a"))
    }

    /// The default patience is that of a program, not of a test among many.
    private static func addPatience(to path: String) throws {
        let settings = "system: { DEFAULT: { connections: { wait_for_connection_to_complete: 1m } } }\n"
        let profile = try String(contentsOfFile: path, encoding: .utf8)
        try (profile + settings).write(toFile: path, atomically: false, encoding: .utf8)
    }

    @Test func aFrontCanMisbehaveToo() async {
        let (_, recorder) = await run(
            "--front", "nat",
            lines: [
                "pause front", "status", "resume front", "blackhole front", "reset front", "heal front", "kill front",
                "status",
            ])
        for text in [
            "the front takes requests and answers none until it resumes", "the front goes on", "the front is well",
            "the front takes requests and answers none\n", "the front has reset every connection",
            "  front  127.0.0.1:", " takes requests and answers none until it resumes; 0 connections, 0 so far",
            " is well; 0 connections, 0 so far",
        ] {
            #expect(recorder.output.contains(text), "\(text)")
        }
        #expect(
            recorder.complaints
                == "this cannot happen to the front: it knows pause, resume, blackhole, reset and heal")
    }

    @Test func theEditionCanBeChosen() async {
        #expect(await run("--edition", "enterprise").1.output.contains("Enterprise Edition"))
        #expect(await run("--racks", "1").1.output.contains("Enterprise Edition"))
        #expect(await run("--racks", "1", "--edition", "community").1.output.contains("Community Edition"))
    }

    @Test func passwordsComeFromFilesOrInputAndAreNeverPrinted() async throws {
        let folder = try ProfileFolder(["secret": "wOrd-9\n"])
        let (status, recorder) = await run(
            "--user", "ann", "--password-file", "\(folder.path)/secret.yaml", "--write-profile", "\(folder.path)/p.yaml"
        )
        #expect(status == .success)
        #expect(
            recorder.output.contains("users ann (read-write); the password is what \(folder.path)/secret.yaml holds"))
        #expect(!recorder.output.contains("wOrd-9"))
        #expect(try String(contentsOfFile: "\(folder.path)/p.yaml.password", encoding: .utf8) == "wOrd-9\n")

        let (piped, pipedRecorder) = await run("--login", "--password-file", "-", lines: ["wOrd-9", "status"])
        #expect(piped == .success)
        #expect(pipedRecorder.output.contains("is well"))
        #expect(!(pipedRecorder.output + pipedRecorder.complaints).contains("wOrd-9"))
    }

    @Test func usersNeedAPassword() async throws {
        let (status, recorder) = await run("--login")
        #expect(status == .usage)
        #expect(recorder.complaints.contains("name its file with --password-file"))
        #expect(await run("--login", "--password-file", "-").0 == .usage)
        let (missing, told) = await run("--login", "--password-file", "/nowhere")
        #expect(missing == .usage)
        #expect(told.complaints == "connector: the password file '/nowhere' cannot be read: No such file or directory")
    }

    @Test func whatCannotBeStartedIsTold() async throws {
        let peer = try ScriptedPeer(.silence)
        let recorder = Recorder()
        #expect(await recorder.run("sandbox", "--port", "\(peer.port)") == .failed)
        #expect(recorder.complaints.contains("the sandbox cannot start"))
        #expect(recorder.complaints.contains("127.0.0.1:\(peer.port)"))
        peer.stop()
        let (status, unwritable) = await run("--write-profile", "/nowhere/at/all.yaml")
        #expect(status == .failed)
        #expect(unwritable.complaints.contains("/nowhere/at/all.yaml"))
    }

    private func run(_ flags: String..., lines: [String] = []) async -> (ExitCode, Recorder) {
        await run(flags, lines.map(InputLine.text))
    }

    private func run(_ flags: String..., input: [InputLine]) async -> (ExitCode, Recorder) {
        await run(flags, input)
    }

    private func run(_ flags: [String], _ input: [InputLine]) async -> (ExitCode, Recorder) {
        let recorder = Recorder()
        let status = await Connector(console: recorder.console(input: input)).run(["sandbox", "--port", "0"] + flags)
        return (status, recorder)
    }
}
