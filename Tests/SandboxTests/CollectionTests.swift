import AerospikeSDK
import Testing

@testable import AerospikeSandbox

/// What the sandbox makes of values that a Community Edition 8.1.2 was asked to store, which answered the same.
@Suite("Lists, maps and booleans as the server takes them")
struct CollectionTests {
    var state = SandboxState(SandboxConfiguration(), ports: [3000])

    /// Stores bytes as a bin of a type.
    private mutating func store(_ type: ParticleType, _ particle: [UInt8]) throws -> ResultCode? {
        let key = Commands.key
        let fields = [
            MessageField(.namespace, Array(key.namespace.utf8)), MessageField(.setName, Array(key.setName.utf8)),
            MessageField(.digest, key.digest.bytes),
        ]
        var header = MessageHeader(info2: .write)
        (header.fieldCount, header.operationCount) = (UInt16(fields.count), 1)
        var writer = ByteWriter()
        writer.frame(.message) { writer in
            header.write(to: &writer)
            for field in fields { field.write(to: &writer) }
            writer.prefixedByLength { $0.append([2, type.rawValue, 0, 1, UInt8(ascii: "b")] + particle) }
        }
        let answer = try #require(try state.reply(to: writer.bytes))
        return try messages(in: answer).first?.header.resultCode
    }

    private mutating func stored() throws -> Value? {
        let answer = try #require(try state.reply(to: Commands.get()))
        return try messages(in: answer).first?.operations.first?.value
    }

    private static let (ordered, byKeyAndValue): ([UInt8], [UInt8]) = ([0xC7, 0, 1], [0xC7, 0, 3])
    private static let (a, b): ([UInt8], [UInt8]) = ([0xA2, 3, 0x61], [0xA2, 3, 0x62])

    @Test(
        "What is in order is stored",
        arguments: [
            (.list, [0x92, 2, 1]), (.list, [0x93] + ordered + [1, 2]), (.list, [0x93] + ordered + [2, 2]),
            (.map, [0x83] + ordered + [0xC0] + a + [1] + b + [2]), (.map, [0x82] + b + [1] + a + [2]),
            (.map, [0x81, 0xC4, 2, 4, 0x61, 1]), (.boolean, [0]), (.boolean, [1]),
        ] as [(ParticleType, [UInt8])])
    mutating func inOrder(type: ParticleType, particle: [UInt8]) throws {
        #expect(try store(type, particle) == .ok)
        #expect(try stored() != nil)
    }

    @Test(
        "What is not is refused with 1",
        arguments: [
            (.list, [0x93] + ordered + [2, 1]), (.list, [0x91, 0x93] + ordered + [2, 1]),
            (.map, [0x83] + ordered + [0xC0] + b + [1] + a + [2]),
            (.map, [0x83] + byKeyAndValue + [0xC0] + b + [1] + a + [2]),
            (.map, [0x81, 1, 0x93] + ordered + [2, 1]),
            // Keys of types that cannot be keys: a double, a truth, nothing, a list, a GeoJSON text.
            (.map, [0x81, 0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 1]), (.map, [0x81, 0xC3, 1]), (.map, [0x81, 0xC0, 1]),
            (.map, [0x81, 0x91, 1, 1]), (.map, [0x81, 0xA3, 23, 0x7B, 0x7D, 1]),
            // A key that stands twice: next to itself, apart, in two encodings, in an ordered map, within a list or a map.
            (.map, [0x82] + a + [1] + a + [1]), (.map, [0x83] + a + [1] + b + [1] + a + [2]),
            (.map, [0x82, 1, 1, 0xCC, 1, 2]), (.map, [0x83] + ordered + [0xC0] + a + [1] + a + [2]),
            (.map, [0x83] + byKeyAndValue + [0xC0] + a + [1] + a + [2]), (.list, [0x91, 0x82] + a + [1] + a + [2]),
            (.map, [0x81] + a + [0x91, 0x82] + a + [1] + a + [2]), (.map, [0x81] + a + [0x82] + a + [1] + a + [2]),
            // MessagePack that is broken, or followed by something.
            (.list, [0x92, 1]), (.list, [0x91, 1, 1]), (.list, [0x91, 0xC1]), (.list, []), (.map, [0x81, 1]),
        ] as [(ParticleType, [UInt8])])
    mutating func outOfOrder(type: ParticleType, particle: [UInt8]) throws {
        #expect(try store(type, particle) == .serverError)
        #expect(try stored() == nil)
    }

    @Test("A truth is one byte of 0 or 1", arguments: [[2], [255], [1, 1], []] as [[UInt8]])
    mutating func truths(particle: [UInt8]) throws {
        #expect(try store(.boolean, particle) == .parameterError)
        #expect(try stored() == nil)
    }

    @Test("Maps are kept by key, whether they say so or not")
    mutating func keptByKey() throws {
        _ = try store(.map, [0x82] + Self.b + [1] + Self.a + [0x91, 0x82] + [2, 1, 1, 2])
        guard case .map(let map)? = try stored() else {
            Issue.record("no map")
            return
        }
        #expect(map.entries.map(\.key) == ["a", "b"])
        guard case .list(let list)? = map["a"], case .map(let inner)? = list.elements.first else {
            Issue.record("no map within")
            return
        }
        #expect(inner.entries.map(\.key) == [1, 2])
    }
}
