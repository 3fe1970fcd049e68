import AerospikeSDK
import Testing

@Suite struct ValueTests {
    private static let described: [(Value, String)] = [
        (nil, "nil"), (-3, "-3"), (3.5, "3.5"), (true, "true"), ("a\"b", #""a\"b""#), (.blob([0, 255]), "0x00ff"),
        ([1, ["k": nil]], #"[1, ["k": nil]]"#), ([:], "[:]"), ([], "[]"), (.geoJSON("{}"), "geoJSON({})"),
        (.hyperLogLog([1, 2]), "hyperLogLog(2 bytes)"), (.unknown(.unsigned(.max)), "18446744073709551615"),
        (.unknown(.particle(ParticleType(rawValue: 7), [1])), "particle(7, 0x01)"),
        (.unknown(.messagePackExtension(-1, [0])), "extension(-1, 0x00)"),
    ]

    @Test(arguments: described)
    func descriptionIsWhatALiteralWouldWrite(_ value: Value, _ text: String) {
        #expect(value.description == text)
    }

    @Test func literalsMakeValues() {
        let name = "Alice"
        let value: Value = ["name": "\(name)", "age": 28, "tags": ["a", 1.5, true, nil], 7: [:]]
        let map = value.mapValue
        #expect(map?.map(\.key) == ["name", "age", "tags", 7])
        #expect(map?["name"]?.stringValue == "Alice")
        #expect(map?["age"]?.integerValue == 28)
        #expect(map?["tags"]?.listValue?.elements == ["a", .double(1.5), .boolean(true), .null])
        #expect(map?[7]?.mapValue?.isEmpty == true)
    }

    @Test func accessorsAnswerForTheirKindOnly() {
        #expect(Value(1).integerValue == 1 && Value(1).doubleValue == nil)
        #expect(Value(1.0).doubleValue == 1 && Value(1.0).integerValue == nil)
        #expect(Value(true).booleanValue == true && Value(true).integerValue == nil)
        #expect(Value([1]).blobValue == [1] && Value([1]).listValue == nil)
        #expect(Value.geoJSON("{}").stringValue == nil && Value.geoJSON("{}").geoJSONValue == "{}")
        #expect(Value.hyperLogLog([1]).hyperLogLogValue == [1] && Value.hyperLogLog([1]).blobValue == nil)
        #expect(Value.null.isNull && !Value(0).isNull)
    }

    @Test func integersOfAnyWidthFitOrAreRefused() throws {
        #expect(try Value(UInt8.max) == 255)
        #expect(Value(Float(0.1)) == .double(0.10000000149011612))
        #expect(try Value(UInt64(Int64.max)) == .integer(.max))
        #expect(throws: AerospikeError.self) { try Value(UInt64.max) }
        #expect(throws: AerospikeError.self) { try Value(Int128(Int64.min) - 1) }
    }

    @Test func kindsNeverEqualEachOther() {
        let values: [Value] = [nil, 1, 1.0, true, "1", .blob([49]), [1], [1: 1], .geoJSON("1"), .hyperLogLog([49])]
        #expect(Set(values).count == values.count)
    }

    @Test func listsAreEqualByElementsAndOrder() {
        #expect(ListValue([1, 2]) == [1, 2])
        #expect(ListValue([1, 2]) != [2, 1])
        #expect(Value.list([1, 2], order: .ordered) != [1, 2])
        #expect(Value.map(["a": 1], order: .keyOrdered).mapValue == MapValue(["a": 1], order: .keyOrdered))
    }
}
