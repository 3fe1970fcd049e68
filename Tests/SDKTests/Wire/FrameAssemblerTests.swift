import TestSupport
import Testing

@testable import AerospikeSDK

@Suite struct FrameAssemblerTests {
    private static let one = InfoMessage.request(["node", "build"])
    private static let two = frame([Message(MessageHeader(resultCode: .keyNotFound))])

    @Test func framesArriveAtAnyBoundary() throws {
        let stream = Self.one + Self.two
        for cut in 0...stream.count {
            var assembler = FrameAssembler()
            assembler.feed(Array(stream[..<cut]))
            var frames = try taken(from: &assembler)
            #expect(frames.count == (cut < Self.one.count ? 0 : cut < stream.count ? 1 : 2))
            assembler.feed(Array(stream[cut...]))
            frames += try taken(from: &assembler)
            #expect(frames == [Self.one, Self.two].map { Array($0.dropFirst(FrameHeader.length)) })
            #expect(assembler.pending == 0)
        }
    }

    @Test func framesArriveByteByByte() throws {
        var assembler = FrameAssembler()
        var frames: [[UInt8]] = []
        for byte in Self.one + Self.two + Self.one {
            assembler.feed([byte])
            frames += try taken(from: &assembler)
        }
        #expect(frames == [Self.one, Self.two, Self.one].map { Array($0.dropFirst(FrameHeader.length)) })
    }

    @Test func framesLargerThanTheBufferArrive() throws {
        var assembler = FrameAssembler()
        let large = InfoMessage.request([String(repeating: "x", count: 1 << 20)])
        assembler.feed(Self.one + large + Self.two)
        #expect(try taken(from: &assembler).map(\.count) == [Self.one, large, Self.two].map { $0.count - 8 })
        assembler.feed(Self.one)
        #expect(assembler.lastRoom < 1 << 20, "a large frame's buffer is given back")
    }

    @Test func emptyFramesAreFrames() throws {
        var assembler = FrameAssembler()
        assembler.feed([2, 1, 0, 0, 0, 0, 0, 0] + Self.two)
        #expect(try taken(from: &assembler).map(\.count) == [0, MessageHeader.length])
    }

    /// The buffer grows with what arrives, not with what a header announces.
    @Test func announcedLengthReservesNothing() throws {
        var assembler = FrameAssembler()
        assembler.feed([2, 3, 0, 0, 0x08, 0, 0, 0])
        #expect(try assembler.next() == nil)
        assembler.feed([0])
        #expect(try assembler.next() == nil)
        #expect(assembler.lastRoom <= 16 << 10)
    }

    @Test(arguments: [
        ("0203 0000 0800 0001", WireError.frameTooLong((128 << 20) + 1)),
        ("0203 ffff ffff ffff", .frameTooLong(0xFFFF_FFFF_FFFF)),
        ("0003 0000 0000 0000", .unknownVersion(0)),
        ("1503 0300 0202 28 00", .unknownVersion(0x15)),
        ("4854 5450 2f31 2e31", .unknownVersion(0x48)),
        ("1503 0100 0202 46", .unknownVersion(0x15)),
        ("2d", .unknownVersion(0x2D)),
    ])
    func whatIsNoFrameIsRefused(_ header: String, _ error: WireError) {
        var assembler = FrameAssembler()
        assembler.feed([UInt8](hexadecimal: header))
        #expect(throws: error) { try assembler.next() }
    }

    @Test func failedReadChangesNothing() throws {
        var assembler = FrameAssembler()
        assembler.feed(Array(Self.one.prefix(5)))
        // Nothing is written to the buffer.
        #expect(unsafe assembler.fill { _ in -1 } == -1)
        #expect(unsafe assembler.fill { _ in 0 } == 0)
        #expect(assembler.pending == 5)
        assembler.feed(Array(Self.one.dropFirst(5)))
        #expect(try taken(from: &assembler).count == 1)
    }

    @Test(arguments: seeds)
    func randomCutsMakeNoDifference(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sent = (0..<200).map { _ in
            InfoMessage.request([String(repeating: "x", count: .random(in: 0..<2000, using: &generator))])
        }
        var rest = Array(sent.joined())[...]
        var assembler = FrameAssembler()
        var frames: [[UInt8]] = []
        while !rest.isEmpty {
            let count = Int.random(in: 1...5000, using: &generator)
            assembler.feed(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
            frames += try taken(from: &assembler)
        }
        #expect(frames == sent.map { Array($0.dropFirst(FrameHeader.length)) })
    }

    private func taken(from assembler: inout FrameAssembler) throws -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        while let frame = try assembler.next() {
            bodies.append(try assembler.withBytes(of: frame) { span throws(WireError) in [UInt8](copying: span) })
        }
        return bodies
    }
}
