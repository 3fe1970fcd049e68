import Testing

@testable import AerospikeSDK

@Suite("Ordered lists and maps are written in the server's order")
struct ServerOrderTests {
    @Test("Keys are sorted by type, then by value, texts by their bytes")
    func keys() {
        let sorted: [Value] = [
            .null, false, true, -5, 0, 7, .unknown(.unsigned(1 << 63)), .unknown(.unsigned(.max)), "", "B", "a", "ab",
            "é", [], [1], [1, 2], [2], .map([:]), .map(["a": 1]),
            .blob([]), .blob([1]), .hyperLogLog([0]), .hyperLogLog([1]), -0.5, 2.5, .geoJSON("{}"),
            .unknown(.messagePackExtension(1, [2])), .unknown(.messagePackExtension(2, [1])),
        ]
        for _ in 0..<20 {
            let map = MapValue(entries: sorted.shuffled().map { .init(key: $0, value: 1) }, order: .keyOrdered)
            #expect(map.inServerOrder.map(\.key) == sorted)
            #expect(ListValue(sorted.shuffled(), order: .ordered).inServerOrder == sorted)
        }
    }

    @Test("An ordered list that is a key is compared as it is written, not as it stands")
    func orderedKeys() {
        let keys: [Value] = [.list([2]), .list(ListValue([3, 1], order: .ordered))]
        let map = MapValue(entries: keys.map { .init(key: $0, value: 1) }, order: .keyOrdered)
        #expect(map.inServerOrder.map(\.key) == keys.reversed())
    }

    @Test("Other flags beside that of the order change nothing")
    func flags() {
        let persisted: UInt8 = 0x10
        #expect(ListValue([3, 1, 2], order: .init(rawValue: persisted | 1)).inServerOrder == [1, 2, 3])
        #expect(ListValue([3, 1, 2], order: .init(rawValue: persisted)).inServerOrder == [3, 1, 2])
        let map = MapValue(["b": 1, "a": 2], order: .init(rawValue: persisted | 1))
        #expect(map.inServerOrder.map(\.key) == ["a", "b"])
    }

    @Test("What is not ordered stays as it stands")
    func unordered() {
        #expect(ListValue([3, 1, 2]).inServerOrder == [3, 1, 2])
        let map = MapValue(entries: [.init(key: "b", value: 1), .init(key: "a", value: 2)])
        #expect(map.inServerOrder.map(\.key) == ["b", "a"])
    }

    @Test("The bytes of an ordered map are those of the sorted one")
    func bytes() {
        var writer = ByteWriter()
        let entries: [MapValue.Entry] = [.init(key: "z", value: 1), .init(key: "a", value: 1)]
        writer.messagePack(.map(MapValue(entries: entries, order: .keyOrdered)))
        #expect(hexadecimal(writer.bytes) == "83c70001c0a2036101a2037a01")
    }
}
