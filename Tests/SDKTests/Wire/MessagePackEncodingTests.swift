import AerospikeSDK
import Testing

/// The shortest form of each value, by the rules of the C client's `as_msgpack.c`, written out by hand.
@Suite struct MessagePackEncodingTests {
    static let cases: [(Value, String)] = [
        (nil, "c0"), (false, "c2"), (true, "c3"),
        (0, "00"), (127, "7f"), (128, "cc80"), (255, "ccff"), (256, "cd0100"), (65_535, "cdffff"),
        (65_536, "ce00010000"), (4_294_967_295, "ceffffffff"), (4_294_967_296, "cf0000000100000000"),
        (.integer(.max), "cf7fffffffffffffff"), (.unknown(.unsigned(.max)), "cfffffffffffffffff"),
        (-1, "ff"), (-32, "e0"), (-33, "d0df"), (-128, "d080"), (-129, "d1ff7f"), (-32_768, "d18000"),
        (-32_769, "d2ffff7fff"), (-2_147_483_648, "d280000000"), (-2_147_483_649, "d3ffffffff7fffffff"),
        (.integer(.min), "d38000000000000000"), (3.5, "cb400c000000000000"), (-0.0, "cb8000000000000000"),
        ("", "a103"), ("k", "a2036b"), (.blob([]), "a104"), (.blob([0, 255]), "a30400ff"),
        (.geoJSON("{}"), "a3177b7d"), (.hyperLogLog([1]), "a21201"),
        (.unknown(.particle(ParticleType(rawValue: 7), [9])), "a20709"),
        ([], "90"), ([1, "k"], "9201a2036b"), (.list(ListValue([], order: .ordered)), "91c70001"),
        (.list(ListValue([5], order: .ordered)), "92c7000105"),
        ([:], "80"), (["k": 1], "81a2036b01"), (.map(MapValue(order: .keyOrdered)), "81c70001c0"),
        (.map(MapValue([1: 2], order: .keyValueOrdered)), "82c70003c00102"),
        (.unknown(.messagePackExtension(-1, [0])), "d4ff00"),
        (.unknown(.messagePackExtension(1, [1, 2])), "d5010102"),
        (.unknown(.messagePackExtension(1, [1, 2, 3])), "c70301010203"),
    ]

    @Test(arguments: cases)
    func valueHasItsShortestForm(_ value: Value, _ form: String) throws {
        #expect(hexadecimal(value.messagePack) == form)
        #expect(try Value(messagePack: [UInt8](hexadecimal: form)) == value)
    }

    @Test(arguments: [
        (30, "bf"), (31, "d920"), (254, "d9ff"), (255, "da0100"), (65_534, "daffff"), (65_535, "db00010000"),
    ])
    func textHeaderCountsTheTypeByte(_ length: Int, _ header: String) throws {
        for value in [Value(String(repeating: "x", count: length)), Value([UInt8](repeating: 7, count: length))] {
            let bytes = value.messagePack
            #expect(hexadecimal(bytes.dropLast(length + 1)) == header)
            #expect(try Value(messagePack: bytes) == value)
        }
    }

    @Test(arguments: [(15, "9f", "8f"), (16, "dc0010", "de0010"), (65_535, "dcffff", "deffff")])
    func collectionHeaderHasItsShortestForm(_ count: Int, _ list: String, _ map: String) throws {
        let elements = (0..<count).map { Value($0) }
        let values: [(Value, String)] = [
            (.list(elements), list), (.map(MapValue(entries: elements.map { .init(key: $0, value: nil) })), map),
        ]
        for (value, header) in values {
            #expect(hexadecimal(value.messagePack.prefix(header.count / 2)) == header)
            #expect(try Value(messagePack: value.messagePack) == value)
        }
    }
    static let longForms: [(String, Value)] = [
        ("c400", ""), ("c4020461", .blob([0x61])), ("c500020361", "a"), ("c6000000020361", "a"),
        ("a0", ""), ("d900", ""), ("ca40600000", 3.5), ("cc05", 5), ("cd0005", 5), ("ce00000005", 5),
        ("cf0000000000000005", 5), ("d0fb", -5), ("d1fffb", -5), ("d2fffffffb", -5), ("d3fffffffffffffffb", -5),
        ("dc000105", [5]), ("dd0000000105", [5]), ("de00010506", [5: 6]), ("df000000010506", [5: 6]),
        ("92c7000005", [5]),
    ]

    @Test(arguments: longForms)
    func longerFormsAreRead(_ form: String, _ value: Value) throws {
        #expect(try Value(messagePack: [UInt8](hexadecimal: form)) == value)
    }

    @Test func flagsThatThisClientDoesNotKnowSurvive() throws {
        let preserved = try Value(messagePack: [UInt8](hexadecimal: "82c70008c0a2036303"))
        #expect(preserved.mapValue?.order.rawValue == 8)
        #expect(preserved.mapValue?.count == 1)
        let persistent = try Value(messagePack: [UInt8](hexadecimal: "92c7001105"))
        #expect(persistent.listValue?.order.rawValue == 0x11)
    }

    @Test func extensionIsAnOrderOnlyWhereItBegins() throws {
        let sign = Value.unknown(.messagePackExtension(1, []))
        for value: Value in [[5, sign], [sign, 5], [sign: 1], [1: sign]] {
            #expect(try Value(messagePack: value.messagePack) == value)
        }
    }

    @Test func textThatIsNotUTF8Survives() throws {
        let value = try Value(messagePack: [UInt8](hexadecimal: "a303c328"))
        #expect(value == .unknown(.particle(.string, [0xC3, 0x28])))
        #expect(hexadecimal(value.messagePack) == "a303c328")
    }
}
