import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("Values as MessagePack") struct MessagePackPropertyTests {
    @Test(arguments: seeds)
    func valuesComeBackAsTheyWere(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let value = Value.random(using: &generator)
            #expect(try Value(messagePack: value.messagePack) == value.asServersKeepIt)
            let operation = MessageOperation(.write, bin: "bin", value: value)
            let message = Message(MessageHeader(), operations: [operation, operation])
            let again = try #require(try messages(in: body(of: frame([message])).body).first)
            #expect(frame([again]) == frame([message]))
        }
    }

    @Test(arguments: seeds)
    func everyCutIsAnError(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let bytes = Value.list((0..<4).map { _ in Value.random(using: &generator) }).messagePack
        let accepted = (0..<min(bytes.count, 1000)).filter { (try? Value(messagePack: Array(bytes.prefix($0)))) != nil }
        #expect(accepted == [])
    }

    /// A flipped byte may make another value, never a trap, and never a value larger than its bytes warrant.
    @Test(arguments: seeds)
    func flippedBytesAreAnErrorOrAnotherValue(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bytes = Value.list((0..<4).map { _ in Value.random(depth: 3, using: &generator) }).messagePack
        let wrong = (0..<min(bytes.count, 500)).filter { place in
            var flipped = bytes
            flipped[place] ^= .random(in: 1 ... .max, using: &generator)
            guard let value = try? Value(messagePack: flipped) else { return false }
            let again = try? Value(messagePack: value.messagePack)
            return value.leafCount > flipped.count || again?.messagePack != value.messagePack
        }
        #expect(wrong == [])
    }

    @Test func lyingCountsAreErrors() {
        let lies = [
            "dcffff", "ddffffffff", "dd7fffffff00", "deffff", "dfffffffff", "df7fffffff0000", "d9ff03", "daffff03",
            "dbffffffff03", "c6ffffffff04", "c9ffffffff0100", "c8ffff0100", "9f00", "8f0000", "92", "8100", "c1",
            "91c1",
        ]
        for lie in lies {
            #expect(throws: WireError.self, "\(lie)") { try Value(messagePack: [UInt8](hexadecimal: lie)) }
        }
    }

    @Test(arguments: [UInt8(0x91), 0x81])
    func nestingHasALimit(_ header: UInt8) throws {
        func nested(_ depth: Int) -> [UInt8] {
            let level: [UInt8] = header == 0x91 ? [header] : [header, 0x00]
            return Array(repeatElement(level, count: depth).joined()) + [0x00]
        }
        let deepest = try Value(messagePack: nested(WireLimits.nestingDepth - 1))
        #expect(deepest.isWithinNestingDepth)
        #expect(!Value.list([deepest]).isWithinNestingDepth)
        for depth in [WireLimits.nestingDepth, 100_000] {
            #expect(throws: WireError.nestedTooDeep) { try Value(messagePack: nested(depth)) }
        }
    }

    /// Every level claims as many elements as bytes are left: room for them all would be over 40 GB.
    @Test func nestedLiesReserveNoMemory() async {
        await #expect(processExitsWith: .success) {
            let level: [UInt8] = [0xDD, 0x00, 0x7F, 0xFF, 0xFF]
            let levels = Array(repeatElement(level, count: WireLimits.nestingDepth - 1).joined())
            let bytes = levels + [UInt8](repeating: 0xC1, count: 0x80_0000)
            try limitMemory(toFurther: 256 << 20)
            #expect(throws: WireError.invalidMessagePack(0xC1)) { try Value(messagePack: bytes) }
        }
    }
}

extension Value {
    /// How many values are not collections.
    fileprivate var leafCount: Int {
        switch self {
        case .list(let list): list.reduce(0) { $0 + $1.leafCount }
        case .map(let map): map.reduce(0) { $0 + $1.key.leafCount + $1.value.leafCount }
        default: 1
        }
    }
}
