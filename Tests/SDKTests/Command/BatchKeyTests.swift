import Testing

@testable import AerospikeSDK

@Suite("Keys that a batch stores")
struct BatchKeyTests {
    /// Where a row says that it is like the one before.
    private static let repeated: UInt8 = 1

    // A server refuses the batch from there on; see `as_batch_queue_task` of the server.
    @Test("A row whose key is not known is never like one that stores its key")
    func digestBehindKey() throws {
        let dataSet = DataSet.of("test", "wire")
        let behavior = Behavior.default.derivingWithChanges("storing", sendKey: true)
        let action = RecordAction.write(["a": 1], WriteConditions())
        let keys = [dataSet.id(1), dataSet.idFromDigest(dataSet.id(2).digest)]
        let request = BatchRequest(
            members: keys.enumerated().map { .init(index: UInt32($0), key: $1, mode: .availability) },
            settings: BatchSettings(behavior, [action], leading: .availability))
        let bytes = request.encode()
        let digest = keys[1].digest.bytes
        let place = try #require((0..<bytes.count - Digest.length).first { bytes[$0...].starts(with: digest) })
        #expect(bytes[place + Digest.length] & Self.repeated == 0)
    }
}
