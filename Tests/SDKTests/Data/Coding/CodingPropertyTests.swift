import Foundation
import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("Random types come back as they were") struct CodingPropertyTests {
    @Test("trees that encode themselves by every kind of container", arguments: seeds)
    func trees(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let tree = CodedTree.randomRecord(using: &generator)
            let bins = try Bins(encoding: tree)
            let again = try bins.decode(CodedTree.self)
            #expect(again == tree)
            #expect(try Bins(encoding: again) == bins)
            #expect(try carried(bins).decode(CodedTree.self) == tree)
        }
    }

    @Test("structs of all that is usual", arguments: seeds)
    func structs(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let everything = Everything.random(using: &generator)
            let bins = try Bins(encoding: everything)
            #expect(try bins.decode(Everything.self) == everything)
            #expect(try carried(bins).decode(Everything.self) == everything)
        }
    }

    /// What is decoded from bins of one type as another is refused or another, and never ends the process.
    @Test("types that do not fit are refused, by bin and without the content", arguments: seeds)
    func misfits(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            var bins = try Bins(encoding: Everything.random(using: &generator))
            let name = try #require(bins.names.randomElement(using: &generator))
            bins[name] = .random(depth: 3, using: &generator)
            do throws(AerospikeError) {
                _ = try bins.decode(Everything.self)
            } catch {
                #expect(error.code == .invalidArgument)
                #expect(error.message.hasPrefix("bin '\(name)'"), "\(error)")
            }
        }
    }

    @Test("values pass through coders of other formats as far as those have words for them", arguments: seeds)
    func json(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let value = Value.random(using: &generator).plain
            let data = try JSONEncoder().encode([value])
            #expect(try JSONDecoder().decode([Value].self, from: data) == [value])
        }
    }

    /// The bins as a server gives them back.
    private func carried(_ bins: Bins) throws -> Bins {
        let operations = bins.map { MessageOperation(.write, bin: $0.name, value: $0.value) }
        let message = Message(MessageHeader(), operations: operations)
        let answer = try #require(try messages(in: body(of: frame([message])).body).first)
        var carried = Bins()
        for operation in answer.operations { carried[operation.bin] = operation.value }
        return carried
    }
}

extension Value {
    /// The value with what JSON has a word for: texts as keys, and numbers that are told apart.
    fileprivate var plain: Value {
        switch self {
        case .list(let list): .list(list.map(\.plain))
        case .map(let map):
            .map(MapValue(entries: map.map { .init(key: .string($0.key.description), value: $0.value.plain) }))
        case .double(let number): .double(number.rounded() + 0.5)
        case .null, .integer, .boolean, .string: self
        default: .string(description)
        }
    }
}
