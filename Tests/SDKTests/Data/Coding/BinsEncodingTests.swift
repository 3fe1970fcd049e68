import AerospikeSDK
import Foundation
import Testing

@Suite("Types become bins") struct BinsEncodingTests {
    private func value(_ content: some Codable) throws -> Value? { try Bins(encoding: Holder(content))["c"] }

    @Test("a struct has a bin for each property, in order, and none for what is nil")
    func properties() throws {
        let bins = try Bins(encoding: User.alice)
        #expect(bins == User.aliceBins)
        #expect(bins.names == ["name", "age", "address", "tags", "level", "contact", "scores", "profile-photo"])
        var bob = User.alice
        bob.email = "bob@example.com"
        #expect(try Bins(encoding: bob)["email"] == "bob@example.com")
    }

    @Test("numbers of every width are integers, as far as they fit")
    func integers() throws {
        #expect(try value(Int8.min) == -128)
        #expect(try value(UInt8.max) == 255)
        #expect(try value(Int16.max) == 32_767)
        #expect(try value(UInt32.max) == 4_294_967_295)
        #expect(try value(Int64.min) == .integer(.min))
        #expect(try value(UInt(Int.max)) == .integer(.max))
        #expect(try value(Int128(5)) == 5)
        #expect(try value([UInt16](1...3)) == [1, 2, 3])
        for refused in [{ try value(UInt64.max) }, { try value(UInt128.max) }, { try value([UInt.max]) }] {
            #expect(throws: AerospikeError.self, performing: refused)
        }
    }

    @Test("the widest integers are taken by every kind of container")
    func widestIntegers() throws {
        struct Wide: Codable, Equatable {
            var one: Int128 = -5
            var other: UInt128? = 6

            struct Row: Codable, Equatable {
                init() {}

                init(from decoder: any Decoder) throws {
                    var list = try decoder.unkeyedContainer()
                    #expect(try list.decode(Int128.self) == 7)
                    #expect(try list.decode(UInt128.self) == 8)
                    #expect(try list.superDecoder().singleValueContainer().decode(Int128.self) == 9)
                    #expect(try list.superDecoder().singleValueContainer().decode(UInt128.self) == 10)
                }

                func encode(to encoder: any Encoder) throws {
                    var list = encoder.unkeyedContainer()
                    try list.encode(7 as Int128)
                    try list.encode(8 as UInt128)
                    var (one, other) = (
                        list.superEncoder().singleValueContainer(), list.superEncoder().singleValueContainer()
                    )
                    try one.encode(9 as Int128)
                    try other.encode(10 as UInt128)
                }
            }

            var row = Row()
        }
        let bins = try Bins(encoding: Wide())
        #expect(bins == ["one": -5, "other": 6, "row": [7, 8, 9, 10]])
        #expect(try bins.decode(Wide.self) == Wide())
    }

    @Test("other scalars keep their kind")
    func scalars() throws {
        #expect(try value(Float(0.1)) == .double(Double(Float(0.1))))
        #expect(try value(Double.infinity) == .double(.infinity))
        #expect(try value(true) == true)
        #expect(try value("ü") == "ü")
        #expect(try value(User.Level.low) == "low")
        #expect(try value(Date(timeIntervalSinceReferenceDate: 1.5)) == 1.5)
    }

    @Test("bytes are blobs wherever they stand")
    func blobs() throws {
        #expect(try value([UInt8]()) == .blob([]))
        #expect(try value([[1, 2], [3]] as [[UInt8]]) == [.blob([1, 2]), .blob([3])])
        #expect(try value(["k": [9]] as [String: [UInt8]]) == ["k": .blob([9])])
        #expect(try value(Optional([1] as [UInt8])) == .blob([1]))
        #expect(try value(Data([1, 2, 255])) == .blob([1, 2, 255]))
        #expect(try value(Data()) == .blob([]))
        #expect(try value(Set<UInt8>([7])) == [7])
    }

    @Test("dictionaries keep the kind of their keys")
    func dictionaries() throws {
        #expect(try value([1: "a"]) == [1: "a"])
        #expect(try value(["1": "a"]) == ["1": "a"])
        #expect(try value([UInt8(1): 1]) == [1: 1])
        #expect(try value([User.Level.high: 1]) == ["high": 1])
        #expect(try value([[1, 2] as [UInt8]: [1.5: true]]) == [.blob([1, 2]): [1.5: true]])
        #expect(try Bins(encoding: ["a": 1, "b": 2]) == ["a": 1, "b": 2])
        #expect(try Bins(encoding: [String: Int]()).isEmpty)
    }

    @Test("values stay what they are, an order included")
    func values() throws {
        let ordered = MapValue(["b": 1, "a": 2], order: .keyOrdered)
        #expect(try value(Value.map(ordered)) == .map(ordered))
        #expect(try value(ordered) == .map(ordered))
        #expect(try value(ListValue([2, 1], order: .ordered)) == .list([2, 1], order: .ordered))
        #expect(try value([Value.geoJSON("{}"), .null]) == [.geoJSON("{}"), .null])
        #expect(try value(Value.hyperLogLog([1])) == .hyperLogLog([1]))
        #expect(try Bins(encoding: ["a": Value.null])["a"] == .null)
    }

    @Test("nil within a list stays, and one that is encoded on purpose removes the bin")
    func null() throws {
        #expect(try value([1, nil, 3]) == [1, .null, 3])
        #expect(try value(Int?.none) == .null)
        #expect(try value(["k": Int?.none]) == ["k": .null])
    }

    @Test("a superclass has a map of its own, or shares the bins")
    func classes() throws {
        #expect(try Bins(encoding: Dog(name: "Rex", legs: 4)) == ["name": "Rex", "super": ["legs": 4]])
        #expect(try Bins(encoding: Animal(legs: 2)) == ["legs": 2])
        #expect(try value(Dog(name: "Rex", legs: 3)) == ["name": "Rex", "super": ["legs": 3]])
    }

    @Test("containers within containers are taken in as they stand at the end")
    func nested() throws {
        struct Nested: Encodable {
            enum Keys: CodingKey { case first, list, map, last }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Keys.self)
                try container.encode(1, forKey: .first)
                var list = container.nestedUnkeyedContainer(forKey: .list)
                var map = container.nestedContainer(keyedBy: Keys.self, forKey: .map)
                try container.encode(4, forKey: .last)
                try list.encode(contentsOf: [1, 2] as [UInt8])
                #expect(list.count == 2)
                try list.encodeNil()
                var inner = list.nestedContainer(keyedBy: Keys.self)
                _ = list.nestedUnkeyedContainer()
                try list.encode(contentsOf: [true, false])
                try inner.encode("x", forKey: .last)
                try map.encodeNil(forKey: .first)
                try "s".encode(to: list.superEncoder())
            }
        }
        let bins = try Bins(encoding: Nested())
        #expect(bins.names == ["first", "list", "map", "last"])
        #expect(bins["list"] == [1, 2, .null, ["last": "x"], [], true, false, "s"])
        #expect(bins["map"] == ["first": .null])
    }

    @Test("a type may hand the encoder on")
    func handedOn() throws {
        struct Wrapper<Content: Encodable>: Encodable {
            let content: Content

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(content)
            }
        }
        #expect(try Bins(encoding: Wrapper(content: Wrapper(content: Address(city: "A")))) == ["city": "A"])
        #expect(try Bins(encoding: Optional(Address(city: "A"))) == ["city": "A"])
        #expect(try Bins(encoding: Wrapper(content: ["n": 1])) == ["n": 1])
        #expect(try Bins(encoding: [Wrapper(content: "k").content: Wrapper(content: [1])]) == ["k": [1]])
    }
}
