import Testing

@testable import AerospikeConfigLoader

/// Whatever the bytes, parsing ends with a profile or with an error that points into them.
@Suite struct MalformedInputTests {
    private func parse(_ bytes: [UInt8]) -> ProfileError? {
        do throws(ProfileError) {
            _ = try Profile(parsing: bytes)
            return nil
        } catch {
            for span in error.diagnostics.compactMap(\.span) {
                #expect(span.line >= 1 && span.column > span.skippedColumns && span.endColumn > span.column)
            }
            #expect(!error.diagnostics.isEmpty && !error.description.isEmpty)
            return error
        }
    }

    private func sample() throws -> [UInt8] {
        try FileContents.read(path: "\(Fixtures.shippedProfiles)/prod.yaml", limit: ProfileLimits.fileBytes)
    }

    @Test(
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF], 1, 4), ([0x61, 0x3A, 0x0A, 0x62, 0x00], 2, 2), ([0xC3], 1, 1),
            (Array("größe: \u{1B}[31m".utf8), 1, 8), ([0xED, 0xA0, 0x80], 1, 1),
        ] as [([UInt8], Int, Int)])
    func bytesThatAreNotTextAreLocated(_ bytes: [UInt8], _ line: Int, _ column: Int) throws {
        let diagnostic = try #require(parse(bytes)?.diagnostics.first)
        #expect(diagnostic.code == .notYAML)
        #expect(diagnostic.span?.line == line && diagnostic.span?.column == column)
        #expect(!diagnostic.description.unicodeScalars.contains("\u{1B}"))
    }

    @Test func otherEncodingsAreNotGuessed() {
        let utf16 = "cluster: {}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(parse([0xFF, 0xFE] + utf16)?.diagnostics.first?.code == .notYAML)
    }

    @Test func linesEndWhereLibyamlEndsThem() throws {
        let diagnostic = try #require(
            parse(Array("a: 1\rb: 2\r\nc: 3\u{85}d: 4\u{2028}e: 5\nclustr: 1".utf8))?.diagnostics.last)
        #expect(diagnostic.span?.line == 6)
        #expect(diagnostic.span?.sourceLine == "clustr: 1")
    }

    @Test func everyBeginningOfAProfile() throws {
        let bytes = try sample()
        for length in stride(from: 0, to: bytes.count, by: 7) { _ = parse(Array(bytes.prefix(length))) }
    }

    @Test func changedBytes() throws {
        let bytes = try sample()
        var random = SeededRandom(seed: 20_260_101)
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let index = Int.random(in: 0..<changed.count, using: &random)
                changed[index] = UInt8.random(in: 0...255, using: &random)
            }
            _ = parse(changed)
        }
    }

    @Test func changedPunctuation() throws {
        let bytes = try sample()
        let marks = Array("\"'[]{}:,-?&*!|>#%@`\n\t <~".utf8)
        var random = SeededRandom(seed: 42)
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0...3 {
                let index = Int.random(in: 0..<changed.count, using: &random)
                changed[index] = marks[Int.random(in: 0..<marks.count, using: &random)]
            }
            _ = parse(changed)
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
private struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
