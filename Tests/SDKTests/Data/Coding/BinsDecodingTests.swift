import AerospikeSDK
import Foundation
import Testing

@Suite("Bins become types") struct BinsDecodingTests {
    private func content<Content: Codable>(_ value: Value, as type: Content.Type = Content.self) throws -> Content {
        let bins: Bins = ["c": value]
        return try bins.decode(Holder<Content>.self).content
    }

    @Test("a struct is made of the bins that it names, whatever others there are")
    func properties() throws {
        #expect(try User.aliceBins.decode(User.self) == .alice)
        var bins = User.aliceBins
        bins["other"] = 1
        bins["email"] = .null
        #expect(try Record(bins: bins).decode(User.self) == .alice)
        bins["email"] = "a@example.com"
        #expect(try bins.decode(User.self).email == "a@example.com")
    }

    @Test("many bins are found as well as few, and of equal names the last counts")
    func manyBins() throws {
        var bins = Bins(Dictionary(uniqueKeysWithValues: (0..<500).map { ("bin\($0)", Value($0)) }))
        let numbers = try bins.decode([String: Int].self)
        #expect(numbers.count == 500 && numbers["bin77"] == 77)
        bins["c"] = "text"
        #expect(try bins.decode(Holder<String>.self).content == "text")
        #expect(try bins.decode([String: Value].self).count == 501)
    }

    @Test("integers fit or are refused")
    func integers() throws {
        #expect(try content(-128, as: Int8.self) == -128)
        #expect(try content(.integer(.max), as: UInt64.self) == UInt64(Int64.max))
        #expect(try content(.integer(.min), as: Int128.self) == Int128(Int64.min))
        #expect(try content([.unknown(.unsigned(.max))], as: [UInt64].self) == [.max])
        #expect(throws: AerospikeError.self) { try content(128, as: Int8.self) }
        #expect(throws: AerospikeError.self) { try content(-1, as: UInt.self) }
        #expect(throws: AerospikeError.self) { try content(1.0, as: Int.self) }
        #expect(throws: AerospikeError.self) { try content(true, as: Int.self) }
        #expect(throws: AerospikeError.self) { try content([.unknown(.unsigned(.max))], as: [Int].self) }
    }

    @Test("an integer does for a floating point number that holds it exactly")
    func floatingPoint() throws {
        #expect(try content(3, as: Double.self) == 3)
        #expect(try content(.integer(1 << 53), as: Double.self) == 0x1p53)
        #expect(throws: AerospikeError.self) { try content(.integer(1 << 53 + 1), as: Double.self) }
        #expect(try content(16_777_216, as: Float.self) == 16_777_216)
        #expect(throws: AerospikeError.self) { try content(16_777_217, as: Float.self) }
        #expect(try content(0.1, as: Float.self) == 0.1)
        #expect(try content(.double(.infinity), as: Float.self) == .infinity)
        #expect(try content(.double(.nan), as: Float.self).isNaN)
        #expect(throws: AerospikeError.self) { try content(1e300, as: Float.self) }
    }

    @Test("truth values are read from the integers 0 and 1, too")
    func truth() throws {
        #expect(try content([true, 0, 1], as: [Bool].self) == [true, false, true])
        #expect(throws: AerospikeError.self) { try content(2, as: Bool.self) }
        #expect(throws: AerospikeError.self) { try content("true", as: Bool.self) }
    }

    @Test("bytes are read from blobs, and from lists of integers")
    func bytes() throws {
        #expect(try content(.blob([1, 2]), as: [UInt8].self) == [1, 2])
        #expect(try content([1, 2], as: [UInt8].self) == [1, 2])
        #expect(try content([.blob([1])], as: [[UInt8]].self) == [[1]])
        #expect(try content(.blob([1, 255]), as: Data.self) == Data([1, 255]))
        #expect(try content(.blob([3]), as: Set<UInt8>.self) == [3])
        #expect(throws: AerospikeError.self) { try content([256], as: [UInt8].self) }
        #expect(throws: AerospikeError.self) { try content("text", as: [UInt8].self) }
    }

    @Test("dictionaries have keys of any kind")
    func dictionaries() throws {
        #expect(try content([1: "a"], as: [Int: String].self) == [1: "a"])
        #expect(try content(["1": "a"], as: [String: String].self) == ["1": "a"])
        #expect(try content(["high": 1], as: [User.Level: Int].self) == [.high: 1])
        #expect(try content([.blob([1]): 1], as: [[UInt8]: Int].self) == [[1]: 1])
        #expect(throws: AerospikeError.self) { try content(["a": 1], as: [Int: Int].self) }
        #expect(throws: AerospikeError.self) { try content([1, 2], as: [Int: Int].self) }
    }

    @Test("values stay what they are")
    func values() throws {
        let map = MapValue(["a": 1], order: .keyOrdered)
        #expect(try content(.map(map), as: Value.self) == .map(map))
        #expect(try content(.map(map), as: MapValue.self) == map)
        #expect(try content(.list([1], order: .ordered), as: ListValue.self).order == .ordered)
        #expect(try content([.geoJSON("{}"), .null], as: [Value].self) == [.geoJSON("{}"), .null])
        #expect(throws: AerospikeError.self) { try content(1, as: MapValue.self) }
        let bins: Bins = ["a": 1]
        #expect(try bins.decode(MapValue.self) == ["a": 1])
    }

    @Test("what is null or missing is nil")
    func null() throws {
        #expect(try content([1, .null], as: [Int?].self) == [1, nil])
        #expect(try content(.null, as: Int?.self) == nil)
        #expect(try Bins().decode([String: Int].self).isEmpty)
        #expect(try Bins(["city": "A", "zip": .null]).decode(Address.self) == Address(city: "A"))
        #expect(try Bins(["city": "A"]).decode(Address?.self) == Address(city: "A"))
    }

    @Test("a superclass reads its own map")
    func classes() throws {
        let bins: Bins = ["name": "Rex", "super": ["legs": 4]]
        let dog = try bins.decode(Dog.self)
        #expect(dog.name == "Rex" && dog.legs == 4)
        #expect(throws: AerospikeError.self) { try Bins(["name": "Rex"]).decode(Dog.self) }
    }

    @Test("enumerations with associated values are maps of one case")
    func enumerations() throws {
        for contact in [User.Contact.none, .phone("1", extension: nil), .mail(["a", "b"])] {
            #expect(try Bins(encoding: Holder(contact)).decode(Holder<User.Contact>.self).content == contact)
        }
        #expect(throws: AerospikeError.self) { try content(["none": [:], "mail": [:]], as: User.Contact.self) }
    }

    @Test("a type that tries one form after the other sees what it would of any coder")
    func attempts() throws {
        enum Either: Codable, Equatable {
            case number(Int), texts([String])

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                do {
                    self = .number(try container.decode(Int.self))
                } catch DecodingError.typeMismatch {
                    self = .texts(try container.decode([String].self))
                }
            }
        }
        #expect(try content([1, ["a"]], as: [Either].self) == [.number(1), .texts(["a"])])
    }

    @Test("lists are read in any way that a container offers")
    func lists() throws {
        struct Row: Decodable {
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                #expect(list.count == 6)
                #expect(try list.decodeNil() == false)
                #expect(throws: DecodingError.self) { try list.decode(String.self) }
                #expect(list.currentIndex == 0)
                #expect(try list.decode(Int.self) == 1)
                #expect(try list.decodeNil())
                var inner = try list.nestedUnkeyedContainer()
                #expect(try inner.decode(String.self) == "a")
                #expect(inner.isAtEnd)
                #expect(throws: DecodingError.self) { try inner.decode(String.self) }
                #expect(throws: DecodingError.self) { try inner.decodeNil() }
                let map = try list.nestedContainer(keyedBy: User.CodingKeys.self)
                #expect(map.allKeys == [.name])
                #expect(try map.decodeNil(forKey: .name) == false)
                #expect(try Int(from: list.superDecoder()) == 5)
                #expect(try list.decodeIfPresent(Int.self) == nil)
                #expect(list.isAtEnd)
            }
        }
        let bins: Bins = ["r": [1, .null, ["a"], ["name": "b", 7: 1], 5, .null]]
        _ = try bins.decode([String: Row].self)
    }
}
