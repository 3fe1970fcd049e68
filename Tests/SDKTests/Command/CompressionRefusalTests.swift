import Testing

@testable import AerospikeSDK

@Suite("Compression is refused rather than pretended") struct CompressionRefusalTests {
    private let small = Behavior.default.derivingWithChanges(
        "small", [.readsBatch: BehaviorPatch { $0.useCompression = true }])

    @Test("commands that are to be compressed, and no others")
    func scope() throws {
        let error = #expect(throws: AerospikeError.self) {
            try small.checkCompression([.retryableWrite, .read], .batch, .availability)
        }
        #expect(error?.code == .notSupported)
        #expect(error?.description.contains("no compression library is linked") == true)
        #expect(error?.description.contains("scope 'reads_batch' of behavior 'small'") == true)
        try small.checkCompression([.read], .point, .availability)
        try small.checkCompression([.retryableWrite], .batch, .availability)
        try Behavior.default.checkCompression([.read], .batch, .availability)
    }

    @Test("the behavior that says so is named, also where it is a parent")
    func parent() {
        let child = small.derivingWithChanges("child", maxRetries: 1)
        let error = #expect(throws: AerospikeError.self) {
            try child.checkCompression([.read], .batch, .strongConsistency)
        }
        #expect(error?.description.contains("behavior 'small'") == true)
    }

    @Test("a child that switches it off is free of it")
    func switchedOff() throws {
        try small.derivingWithChanges("off", useCompression: false).checkCompression([.read], .batch, .availability)
    }
}
