import Testing

@testable import AerospikeSDK

@Suite("Types become the bytes that the published client sends for the same content")
struct RecordedTypesTests {
    /// The record of the recording, as a type.
    private struct EveryType: Codable, Equatable {
        struct Entries: Codable, Equatable {
            var k = 1
            var z: [Bool?] = [true, nil]
        }

        var i: Int8 = 7
        var neg = -9
        var big: UInt64 = 1 << 62
        var s = "Alice"
        var b: [UInt8] = [1, 2]
        var d: Float = 3.5
        var t = true
        var l: [Value] = [1, "two", 3.0, [4]]
        var m = Entries()
        var geo = Value.geoJSON(#"{"type": "Point", "coordinates": [-122.3, 47.6]}"#)
    }

    private struct Removal: Encodable {
        enum CodingKeys: CodingKey { case only }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeNil(forKey: .only)
        }
    }

    private let wire = DataSet.of("test", "wire")

    private func request(
        _ key: Key,
        _ value: some Encodable,
        _ timeToLive: TimeToLive = .serverDefault
    ) throws -> [UInt8] {
        var conditions = WriteConditions()
        conditions.timeToLive = timeToLive
        return RecordCommand(key, .write(try Bins(encoding: value), conditions)).encode(BehaviorSettings())
    }

    private func recorded(_ name: String) throws -> [UInt8] {
        try #require(try Recording.named(name).frames(.request, .message).first)
    }

    @Test("every type of bin")
    func everyType() throws {
        #expect(try request(wire.id(1), EveryType()) == recorded("put.int-key.all-types"))
    }

    @Test("a dictionary as a record, and an explicit nil")
    func others() throws {
        #expect(try request(wire.id(1), ["i": 8], .never) == recorded("put.ttl-never"))
        #expect(try request(wire.id(1), Removal()) == recorded("put.null-bin"))
    }

    @Test("what a server answered is read back into the type")
    func answer() throws {
        let answer = try #require(try Recording.named("get.int-key").frames(.response, .message).first)
        let record = try RecordAnswer(Array(answer.dropFirst(FrameHeader.length))).record
        #expect(try record.decode(EveryType.self) == EveryType())
    }
}
