import AerospikeSDK
import Testing

@Suite("Keys of a data set") struct DataSetTests {
    private let users = DataSet.of("test", "users")

    @Test("keys are integers, texts or bytes")
    func kinds() throws {
        #expect(users.id(7).userKey == .integer(7))
        #expect(users.id("7").userKey == .string("7"))
        #expect(users.id([7, 0]).userKey == .blob([7, 0]))
        #expect(Set([users.id(7), users.id("7"), users.id([7] as [UInt8])]).count == 3)
        #expect(users.id(.integer(7)) == users.id(7))
    }

    @Test("integers of any width fit or are refused, without being told")
    func widths() throws {
        #expect(try users.id(UInt8.max).userKey == .integer(255))
        #expect(try users.id(Int64.min).userKey == .integer(.min))
        #expect(try users.id(UInt64(Int64.max)) == users.id(Int.max))
        #expect(try users.ids([1, 2] as [UInt32]) == users.ids(1, 2))
        for refused in [{ try users.id(UInt64.max) }, { try users.id(Int128(Int64.min) - 1) }] {
            let error = #expect(throws: AerospikeError.self, performing: refused)
            #expect(error?.code == .invalidArgument)
            #expect(error?.description.contains("-2^63 to 2^63-1") == true)
            #expect(error?.description.contains("\(UInt64.max)") == false)
        }
    }

    @Test("many keys at once, of one kind or mixed")
    func many() {
        let texts = ["a", "b"]
        #expect(users.ids("a", "b") == texts.map { users.id($0) })
        #expect(users.ids(texts) == users.ids("a", "b"))
        #expect(users.ids(1...3) == [users.id(1), users.id(2), users.id(3)])
        let blobs: [[UInt8]] = [[1], [2, 3]]
        #expect(users.ids(blobs) == [users.id([1] as [UInt8]), users.id([2, 3] as [UInt8])])
        #expect(users.ids("a", 1, [2, 3]) == [users.id("a"), users.id(1), users.id([2, 3] as [UInt8])])
        let mixed: [Key.UserKey] = ["\(texts[0])", 1]
        #expect(users.ids(mixed) == [users.id("a"), users.id(1)])
        #expect(users.ids([] as [Int]).isEmpty)
    }

    @Test("keys by digest, in each of its forms")
    func digests() throws {
        let (alice, bob) = (users.id("alice"), users.id("bob"))
        #expect(users.idFromDigest(alice.digest) == alice)
        #expect(users.idFromDigest(alice.digest).userKey == nil)
        #expect(try users.idFromDigest(alice.digest.description.uppercased()) == alice)
        #expect(try users.idFromDigest(alice.digest.bytes) == alice)
        #expect(users.idsFromDigests(alice.digest, bob.digest) == [alice, bob])
        #expect(try users.idsFromDigests(alice.digest.description, bob.digest.description) == [alice, bob])
        #expect(try users.idsFromDigests(alice.digest.bytes, bob.digest.bytes) == [alice, bob])
    }

    @Test("what is no digest is refused, without being told")
    func wrongDigests() {
        let text = String(repeating: "x", count: 40)
        let byText = #expect(throws: AerospikeError.self) { try users.idFromDigest(text) }
        #expect(byText?.message == "a digest is written as 40 hexadecimal digits; the text is not")
        let byBytes = #expect(throws: AerospikeError.self) { try users.idFromDigest([1, 2, 3] as [UInt8]) }
        #expect(byBytes?.message == "a digest has 20 bytes, not 3")
        #expect(throws: AerospikeError.self) { try users.idsFromDigests(users.id(1).digest.description, "") }
    }
}
