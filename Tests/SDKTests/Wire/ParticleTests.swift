import AerospikeSDK
import Testing

@Suite struct ParticleTests {
    static let fitting: [(Value, UInt8, String)] = [
        (nil, 0, ""), (7, 1, "0000000000000007"), (-1, 1, "ffffffffffffffff"),
        (3.5, 2, "400c000000000000"), ("é", 3, "c3a9"), ("", 3, ""), (.blob([0, 1]), 4, "0001"), (true, 17, "01"),
        (.hyperLogLog([8]), 18, "08"), (["k": 1], 19, "81a2036b01"), ([1], 20, "9101"),
        (.geoJSON("{}"), 23, "0000007b7d"),
    ]

    @Test(arguments: fitting)
    func valueHasItsTypeAndContent(_ value: Value, _ type: UInt8, _ content: String) throws {
        #expect(value.particleType.rawValue == type)
        #expect(hexadecimal(value.particle) == content)
        #expect(try Value(value.particleType, [UInt8](hexadecimal: content)) == value)
    }

    /// Whatever does not fit its type is written back as it came.
    @Test(arguments: [
        (UInt8(0), "05"), (1, ""), (1, "00"), (1, "000000000000000007"), (2, "400c"), (3, "c328"), (7, "beef"),
        (16, ""),
        (17, ""), (17, "0101"), (23, ""), (23, "0000"), (23, "000001"), (23, "00ffff7b7d"), (23, "000000c328"),
        (255, "00"),
    ])
    func contentThatDoesNotFitSurvives(_ type: UInt8, _ content: String) throws {
        let (type, content) = (ParticleType(rawValue: type), [UInt8](hexadecimal: content))
        let value = try Value(type, content)
        #expect(value == .unknown(.particle(type, content)))
        #expect(value.particleType == type)
        #expect(value.particle == content)
    }

    @Test func cellsBeforeGeoJSONAreDropped() throws {
        let value = try Value(.geoJSON, [UInt8](hexadecimal: "00 0002 0102030405060708 0102030405060708 7b7d"))
        #expect(value == .geoJSON("{}"))
    }

    @Test(arguments: [(UInt8(20), ""), (19, "c1"), (20, "9101ff"), (20, "92"), (19, "8101")])
    func brokenCollectionIsAnError(_ type: UInt8, _ content: String) {
        #expect(throws: WireError.self) { try Value(ParticleType(rawValue: type), [UInt8](hexadecimal: content)) }
    }
}
