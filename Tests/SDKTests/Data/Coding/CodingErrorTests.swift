import AerospikeSDK
import Testing

@Suite("What cannot be encoded or decoded is told by bin and path, never by value") struct CodingErrorTests {
    private func refusal(_ value: some Encodable) -> AerospikeError? {
        #expect(throws: AerospikeError.self) { try Bins(encoding: value) }
    }

    private func refusal<Decoded: Decodable>(_ type: Decoded.Type, _ bins: Bins) -> AerospikeError? {
        #expect(throws: AerospikeError.self) { try bins.decode(type) }
    }

    @Test(
        "where a bin does not fit",
        arguments: [
            (["age": "secret"], "bin 'age': expected integer, found text"),
            (["age": nil], "bin 'age': it is missing"),
            (["age": .some(.null)], "bin 'age': expected integer, found null"),
            (["address": "secret"], "bin 'address': expected map, found text"),
            (["address": ["city": 7]], "bin 'address', at address.city: expected text, found integer"),
            (["address": [:]], "bin 'address', at address.city: it is missing"),
            (
                ["address": ["city": "", "zip": 66_666]],
                "bin 'address', at address.zip: expected integer from 0 to 65535, found one outside"
            ),
            (["tags": ["a", 2.5]], "bin 'tags', at tags[1]: expected text, found floating point number"),
            (["scores": ["secret": 1]], "bin 'scores', at scores[…]: expected integer, found text"),
            (["scores": [77: "secret"]], "bin 'scores', at scores[…]: expected floating point number, found text"),
            (["level": "secret"], "bin 'level': Level does not take the text"),
            (["contact": ["secret": 1]], "bin 'contact': Contact does not take the map"),
            (["contact": ["mail": ["_0": [1]]]], "bin 'contact', at contact.mail._0[0]: expected text, found integer"),
        ] as [([String: Value?], String)])
    func decoding(change: [String: Value?], message: String) {
        var bins = User.aliceBins
        for (name, value) in change { bins[name] = value }
        let error = refusal(User.self, bins)
        #expect(error?.code == .invalidArgument)
        #expect(error?.message == message)
        #expect(error?.description.contains("secret") == false)
    }

    @Test("a record is not made of one value, nor one value of a record")
    func records() {
        #expect(refusal(7)?.message == "Int: a record is made of named bins, which Int is not")
        #expect(refusal([1, 2])?.message == "Array<Int>: a record is made of named bins, which Array<Int> is not")
        #expect(refusal(User.Level.low)?.message.contains("which Level is not") == true)
        #expect(refusal(User?.none)?.message.contains("named bins") == true)
        #expect(refusal(Value("secret"))?.message == "Value: a record is made of named bins, which Value is not")
        #expect(refusal(MapValue([1: 2]))?.message.contains("named bins") == true)
        #expect(refusal(Int.self, ["a": 1])?.message == "the record: expected integer, found map")
        #expect(refusal([Int].self, ["a": 1])?.message == "the record: expected list, found map")
    }

    @Test("names of bins are measured before anything is sent")
    func names() {
        struct Settings: Encodable {
            var preferredLanguage = "secret"
        }
        let error = refusal(Settings())
        #expect(
            error?.message
                == "bin 'preferredLanguage', at Settings.preferredLanguage: a bin has a name of 1 to 15 bytes, not 17")
        #expect(error?.advice == "name the property by CodingKeys")
        #expect(refusal(["": 1])?.code == .invalidArgument)
        #expect(refusal(["größe-des-hauses": 1])?.code == .invalidArgument)
    }

    @Test("integers that servers cannot keep are told by their path")
    func integers() {
        let error = refusal(Holder([["k": UInt64.max]]))
        #expect(
            error?.message == "bin 'c', at Holder<Array<Dictionary<String, UInt64>>>.c[0][…]: "
                + "servers keep integers from -2^63 to 2^63-1; the number is outside")
    }

    /// What a type of a user throws.
    private struct Whim: Error, CustomStringConvertible {
        let description = "secret"
    }

    private struct Moody: Codable {
        init() {}

        init(from decoder: any Decoder) throws { throw Whim() }

        func encode(to encoder: any Encoder) throws { throw Whim() }
    }

    private struct Corrupt: Codable {
        init() {}

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "secret")
        }

        func encode(to encoder: any Encoder) throws {
            let context = EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "secret")
            throw EncodingError.invalidValue("secret", context)
        }
    }

    @Test("what a type throws itself is kept as the cause, with its path")
    func thrown() {
        let moody = refusal(Holder([Holder(Moody())]).self)
        #expect(moody?.message == "bin 'c', at Holder<Array<Holder<Moody>>>.c[0].c: Moody cannot be encoded")
        #expect(moody?.causes.map(\.message) == ["Moody threw Whim"])
        let corrupt = refusal(Holder(Corrupt()))
        #expect(corrupt?.causes.map(\.message) == ["Corrupt threw EncodingError.invalidValue"])
        let decoded = refusal(Holder<[Moody]>.self, ["c": ["secret"]])
        #expect(decoded?.message == "bin 'c', at c[0]: Moody does not take the text")
        #expect(decoded?.causes.map(\.message) == ["Moody threw Whim"])
        let corrupted = refusal(Holder<Corrupt>.self, ["c": "secret"])
        #expect(corrupted?.causes.map(\.message) == ["Corrupt threw DecodingError.dataCorrupted"])
        for error in [moody, corrupt, decoded, corrupted] {
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test("an error of this client that a type throws is kept as it is")
    func ownErrors() {
        struct Wide: Encodable {
            func encode(to encoder: any Encoder) throws { _ = try Value(UInt64.max) }
        }
        #expect(refusal(Wide())?.causes.first?.message.contains("-2^63") == true)
    }

    @Test("types nest no deeper than values may, however they do it")
    func depth() throws {
        let deep = Chain(length: 127)
        #expect(try Bins(encoding: deep).decode(Chain.self).length == 127)
        for length in [130, 20_000] {
            #expect(refusal(Chain(length: length))?.message.contains("nest at most 128 deep") == true)
        }
        #expect(refusal(Passing(left: 20_000))?.message.contains("nest at most 128 deep") == true)
        #expect(refusal(Later(left: 20_000))?.message.contains("nest at most 128 deep") == true)
        var value: Value = [:]
        for _ in 0..<1000 { value = ["next": value] }
        #expect(refusal(Chain.self, ["next": value])?.message.contains("nest at most 128 deep") == true)
    }

    /// Hands the encoder on and on.
    private struct Passing: Encodable {
        let left: Int

        func encode(to encoder: any Encoder) throws {
            guard left > 0 else { return }
            var container = encoder.singleValueContainer()
            try container.encode(Passing(left: left - 1))
        }
    }

    /// Asks for containers within containers, and fills none but the last.
    private struct Later: Encodable {
        let left: Int

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            for _ in 0..<left { container = container.nestedUnkeyedContainer() }
            try container.encode(1)
        }
    }

    @Test("a type that asks for containers of two kinds is refused")
    func twoKinds() {
        struct Undecided: Encodable {
            func encode(to encoder: any Encoder) throws {
                _ = encoder.unkeyedContainer()
                var container = encoder.container(keyedBy: User.CodingKeys.self)
                try container.encode(1, forKey: .age)
            }
        }
        #expect(refusal(Undecided())?.message.contains("either by key, or as a list") == true)
    }
}
