import AerospikeSDK
import Foundation
import Testing

@Suite struct DigestTests {
    /// A digest that a published client computed.
    struct Recorded: Decodable, CustomTestStringConvertible {
        let set: String
        let keyType: String
        let key: JSONKey
        let digest: String
        let partition: UInt16

        enum JSONKey: Decodable {
            case integer(Int64), text(String)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int64.self) {
                    self = .integer(number)
                } else {
                    self = .text(try container.decode(String.self))
                }
            }
        }

        var userKey: Key.UserKey {
            switch key {
            case .integer(let number): .integer(number)
            case .text(let text): keyType == "blob" ? .blob([UInt8](hexadecimal: text)) : .string(text)
            }
        }

        var testDescription: String { "\(set) \(keyType) \(digest)" }

        static let all: [Recorded] = {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return (try? decoder.decode([Recorded].self, from: fixture("digests.json"))) ?? []
        }()
    }

    @Test func recordingsAreComplete() {
        #expect(Recorded.all.count == 48)
        #expect(Set(Recorded.all.map(\.keyType)) == ["integer", "string", "blob"])
    }

    @Test(arguments: Recorded.all)
    func digestAndPartitionMatchTheClient(_ recorded: Recorded) {
        let key = Key(namespace: "test", setName: recorded.set, userKey: recorded.userKey)
        #expect(key.digest.description == recorded.digest)
        #expect(key.digest.bytes == [UInt8](hexadecimal: recorded.digest))
        #expect(key.digest.partition.rawValue == recorded.partition)
        #expect(Digest(hexadecimal: recorded.digest.uppercased()) == key.digest)
        #expect(Digest(key.digest.bytes) == key.digest)
    }

    @Test(arguments: [0, 19, 21])
    func bytesOfAnotherLengthAreRefused(_ count: Int) {
        #expect(Digest([UInt8](repeating: 0, count: count)) == nil)
        #expect(Digest(hexadecimal: String(repeating: "00", count: count)) == nil)
    }

    @Test func otherCharactersAreRefused() {
        #expect(Digest(hexadecimal: "g" + String(repeating: "0", count: 39)) == nil)
        #expect(Digest(hexadecimal: "+" + String(repeating: "0", count: 39)) == nil)
    }

    @Test func keysAreEqualByNamespaceAndDigest() {
        let key = DataSet.of("test", "users").id("alice")
        #expect(key == Key(namespace: "test", setName: "", digest: key.digest))
        #expect(key != DataSet.of("other", "users").id("alice"))
        #expect(key != DataSet.of("test", "users").id("bob"))
        #expect(DataSet.of("test", "users").id("1") != DataSet.of("test", "users").id(1))
    }

    @Test func descriptionHoldsNoUserKey() {
        #expect(!"\(DataSet.of("test", "users").id("alice"))".contains("alice"))
    }
}
