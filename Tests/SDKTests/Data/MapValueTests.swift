import AerospikeSDK
import TestSupport
import Testing

@Suite struct MapValueTests {
    @Test func entriesKeepTheirOrder() {
        var map: MapValue = ["z": 1, "a": 2, "z": 3]
        #expect(map.map(\.key) == ["z", "a"])
        map["m"] = 4
        map["z"] = 5
        #expect(map.map(\.value) == [5, 2, 4])
        #expect(map.description == #"["z": 5, "a": 2, "m": 4]"#)
    }

    @Test func removalLeavesTheOthersInPlace() {
        var map: MapValue = ["a": 1, "b": 2, "c": 3, "d": 4]
        map["b"] = nil
        map["none"] = nil
        #expect(map.map(\.key) == ["a", "c", "d"])
        #expect(["a", "b", "c", "d"].map { map[$0] } == [1, nil, 3, 4])
        map["d"] = 5
        map["b"] = 6
        #expect(map.map(\.value) == [1, 3, 5, 6])
    }

    @Test func equalityIgnoresTheOrderOfEntriesOnly() {
        let (one, other): (MapValue, MapValue) = (["a": 1, "b": 2], ["b": 2, "a": 1])
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != MapValue(["a": 1, "b": 2], order: .keyOrdered))
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "c": 2])
    }

    @Test func lastOfEqualKeysCounts() {
        let map = MapValue(entries: [.init(key: 1, value: "a"), .init(key: 1.0, value: "b"), .init(key: 1, value: "c")])
        #expect(map.map(\.value) == ["c", "b"])
    }

    /// A number that is not one equals nothing, itself included, and must not upset the map.
    @Test func keysThatEqualNothingAreKept() {
        var map = MapValue(entries: [.init(key: .double(.nan), value: 1), .init(key: .double(.nan), value: 2)])
        map["a"] = 3
        map["a"] = nil
        #expect(map.map(\.value) == [1, 2])
    }

    /// Work that doubled with every level of maps as keys would not end.
    @Test(.timeLimit(.minutes(1))) func nestedKeysAreHashedOnce() throws {
        let levels = WireLimits.nestingDepth - 1
        let ones = [UInt8](repeating: 0x01, count: levels + 1)
        let map = try Value(messagePack: [UInt8](repeating: 0x81, count: levels) + ones)
        #expect(Set([map, map]).count == 1)
        #expect(map.isWithinNestingDepth)
    }

    /// Keys that equal nothing have one hash: each must not be compared with all before it.
    @Test(.timeLimit(.minutes(1))) func manyKeysThatEqualNothingAreCheap() throws {
        let map = MapValue(entries: (0..<100_000).map { .init(key: .double(.nan), value: Value($0)) })
        #expect(map.count == 100_000)
    }

    @Test(arguments: seeds)
    func mapAgreesWithADictionary(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for length in 0..<40 {
            var (map, dictionary) = (MapValue(), [Value: Value]())
            for number in 0..<length {
                let drawn = Int.random(in: 0..<20, using: &generator)
                let key: Value = drawn.isMultiple(of: 7) ? [Value(drawn)] : Value(drawn)
                let value: Value? = Int.random(in: 0..<3, using: &generator) > 0 ? Value(number) : nil
                map[key] = value
                dictionary[key] = value
            }
            #expect(map == MapValue(dictionary))
            #expect(map.allSatisfy { map[$0.key] == $0.value })
        }
    }
}
