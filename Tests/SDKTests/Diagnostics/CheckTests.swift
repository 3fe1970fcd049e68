import Testing

@testable import AerospikeSDK

@Suite struct CheckTests {
    @Test(arguments: [
        (Duration.zero, "0.0 ms"), (.microseconds(49), "0.0 ms"), (.microseconds(50), "0.1 ms"),
        (.microseconds(9949), "9.9 ms"), (.microseconds(9950), "10 ms"), (.milliseconds(1234), "1234 ms"),
        (.seconds(-1), "0.0 ms"),
    ])
    func durationsAreWordedInMilliseconds(_ duration: Duration, _ text: String) {
        #expect(duration.inMilliseconds == text)
    }

    @Test(arguments: [
        (Duration.zero, "0 s"), (.seconds(119), "119 s"), (.seconds(120), "2 min"), (.seconds(3599), "1 h"),
        (.milliseconds(86_399_999), "24 h"), (.seconds(86_340), "23 h 59 min"), (.seconds(-5), "0 s"),
    ])
    func sessionsAreWordedInHours(_ duration: Duration, _ text: String) {
        #expect(duration.inHours == text)
    }

    @Test func rolesAreReadAndMadePrintable() {
        func names(_ bytes: [UInt8]) -> [String]? {
            AdminMessage(.queryUsers, fields: [.init(.roles, bytes)]).roleNames
        }
        #expect(names([2, 4] + Array("read".utf8) + [3, 0x1B, 0x5B, 0x41]) == ["read", "?[A"])
        #expect(names([0]) == [])
        #expect(names([]) == nil && names([1]) == nil && names([1, 5, 65]) == nil)
        #expect(AdminMessage(.queryUsers).roleNames == nil)
    }

    @Test func aFewOfManyAreListed() {
        #expect(few([]) == "")
        #expect(few(["a", "b", "c"]) == "a, b, c")
        #expect(few(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more")
    }

    @Test(arguments: [
        ("cannot connect to [::1]:3000: Connection refused", "Connection refused"),
        ("cannot look up the name 'a': Name or service not known", "Name or service not known"),
        ("no colon", "no colon"), ("", ""),
    ])
    func theReasonIsTheEndOfTheMessage(_ message: String, _ reason: String) {
        #expect(AerospikeError(.connectionFailed, message).reason == reason)
    }

    @Test(arguments: [
        (UInt8(0x15), "TLS"), (0x16, "TLS"), (UInt8(ascii: "H"), "HTTP"), (UInt8(ascii: "<"), "HTTP"),
        (UInt8(ascii: "S"), "SSH"), (0, "0x00"), (0xFF, "0xff"),
    ])
    func foreignProtocolsAreGuessed(_ byte: UInt8, _ word: String) {
        #expect("\(ForeignProtocol(firstByte: byte))".contains(word))
    }

    @Test func whereOtherNodesAnswerAPeerIsMissingRatherThanOutOfReach() {
        let definition = ClusterDefinition(hosts: [Host("10.0.0.1")])
        func advice(_ peer: String, alternates: [Host] = []) -> String {
            PeersAdvice(
                definition: definition, published: [Host(peer, 3100)], alternates: alternates, reached: ["10.0.0.1"]
            ).text
        }
        #expect(advice("10.0.0.1", alternates: [Host("1.2.3.4")]).contains("start what is missing"))
        #expect(advice("10.0.0.2").contains("ip_map"))
    }

    @Test func theSameFailureMeansAnotherThingAtAnotherStep() {
        let closed = AerospikeError(.connectionClosed, "the connection was closed")
        let atNode = CheckAdvice(closed, at: .node, patience: .seconds(1))
        let atRead = CheckAdvice(closed, at: .read, patience: .seconds(1))
        #expect(atNode.detail == "takes the connection and closes it without an answer")
        #expect(atRead.detail == "the connection was closed")
        #expect(atNode.advice != atRead.advice)
    }

    @Test func anErrorsOwnAdviceComesFirst() {
        let cause = AerospikeError(.connectionFailed, "to a: refused", node: "10.0.0.1:3000", advice: "start it")
        let error = AerospikeError(.connectionFailed, "none answers", causes: [cause, cause])
        let meaning = CheckAdvice(error, at: .connect, patience: .seconds(1))
        #expect(meaning.advice == "start it")
        #expect(meaning.detail == "10.0.0.1:3000 refused, 10.0.0.1:3000 refused")
    }

    @Test func refusalsNameTheServersCode() {
        let error = AerospikeError(.server, "the server refused the read", resultCode: .notAuthenticated)
        let meaning = CheckAdvice(error, at: .read, patience: .seconds(1))
        #expect(meaning.detail.contains("80"))
        #expect(meaning.advice?.contains("login") == true)
    }

    // MARK: Partitions

    @Test func aWholeMapPasses() throws {
        let step = try #require(steps(owned: [0xFF]).first)
        #expect(step.status == .passed)
        #expect(step.detail == "all 4096 have a master, 1 copy")
    }

    @Test func missingMastersFail() throws {
        let alone = try #require(steps(owned: [0x0F]).first)
        #expect(alone.status == .failed)
        #expect(alone.detail == "2048 of 4096 have no master")
        let short = try #require(steps(owned: [0x0F, 0x00], missing: ["C3", "C2"]).first)
        #expect(short.detail == "2048 of 4096 have no master; held perhaps by C2, C3")
        #expect(short.advice != alone.advice)
    }

    @Test func aClusterWithoutNamespacesFails() throws {
        let step = try #require(PartitionsCheck(map: PartitionMap(), missing: []).steps(after: .zero).first)
        #expect(step.status == .failed)
        #expect(step.error?.code == .unknownNamespace)
    }

    /// The steps of a namespace whose bitmaps repeat a byte each.
    private func steps(owned: [UInt8], missing: Set<String> = []) throws -> [CheckStep] {
        let bitmaps = owned.map { Base64.encode([UInt8](repeating: $0, count: 512)) }.joined(separator: ",")
        let text = "test:0,\(owned.count),\(bitmaps)"
        var map = PartitionMap()
        map.apply(try ReplicaList(parsing: text), of: NodeID(1))
        return PartitionsCheck(map: map, missing: missing).steps(after: .zero)
    }

    // MARK: The report

    @Test func warningsDoNotCount() {
        var report = CheckReport()
        report.steps = [CheckStep(.node, "a", .warning), CheckStep(.peer, "", .skipped)]
        report.nodes = ["C1"]
        report.namespaces = ["bar", "test"]
        report.duration = .milliseconds(7)
        #expect(report.isPassed)
        #expect(report.summary == "connected with 1 warning: 1 node, 2 namespaces, in 7.0 ms")
        report.steps.append(CheckStep(.read, "test", .failed))
        #expect(!report.isPassed)
        #expect(report.summary == "1 check failed")
    }
}
