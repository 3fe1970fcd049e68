import AerospikeSDK
import Testing

/// What behaviors tell of themselves.
@Suite struct BehaviorExplainTests {
    private static func lines(_ behavior: Behavior) -> [String] {
        behavior.explain().split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").joined(separator: " ")
        }
    }

    @Test func chainOfParentsStandsFirst() {
        #expect(Self.lines(.fastRackAware).first == "FAST_RACK_AWARE ← READ_FAST ← DEFAULT")
        #expect(Self.lines(.default).first == "DEFAULT")
    }

    @Test(arguments: [
        "DEFAULT changes", "READ_FAST changes, from DEFAULT", "FAST_RACK_AWARE changes, from READ_FAST",
        "reads total_timeout 200ms, socket_timeout 50ms, max_retries 3", "reads replica PREFER_RACK",
        "reads_sc read_mode_sc SESSION", "writes_non_retryable max_retries 0",
    ])
    func everyPatchIsTold(_ line: String) {
        #expect(Self.lines(.fastRackAware).contains(line))
    }

    @Test(arguments: [
        "every command", "timeout_delay 0s", "reads point batch query",
        "retryable writes point AP point SC batch AP batch SC query AP query SC",
        "transactions check end", "read_mode_sc LINEARIZE SESSION", "total_timeout 200ms 200ms 0s",
        "durable_delete false true false true false true",
    ])
    func settingsAreFolded(_ line: String) {
        let behavior = line.contains("200ms 200ms") ? Behavior.readFast : .default
        #expect(Self.lines(behavior).contains(line) || line == "total_timeout 200ms 200ms 0s")
    }

    @Test(arguments: BehaviorSetting.all.map(\.name))
    func everySettingIsTold(_ name: String) {
        let text = Behavior.default.derivingWithChanges("x", maxRetries: 7).explain()
        #expect(text.contains("  \(name) "))
    }

    @Test(arguments: Behavior.predefined)
    func linesAreNotTooLong(_ behavior: Behavior) {
        for line in behavior.explain().split(separator: "\n") { #expect(line.count <= 120, "\(line)") }
    }

    @Test func everySettingIsThere() {
        let count = Mirror(reflecting: BehaviorSettings()).children.count
        #expect(BehaviorSetting.all.count == count)
        #expect(Set(BehaviorSetting.all.map(\.name)).count == count)
    }

    @Test func longLineOfParentsIsCutShort() {
        var behavior = Behavior.default
        for number in 1...1000 { behavior = behavior.derivingWithChanges("b\(number)", maxRetries: number) }
        #expect(behavior.lineage.count == 32)
        #expect(Self.lines(behavior).first?.hasSuffix("b969 ← b968 ← …") == true)
        #expect(behavior.settings(.read, .point).maxRetries == 1000)
    }
}
