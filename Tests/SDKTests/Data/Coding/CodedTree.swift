import AerospikeSDK
import TestSupport

/// A tree that encodes itself by hand, each node by another of the ways that a coder offers.
///
/// Its shape is told by a first element or entry, so that it decodes itself without being told what it is.
indirect enum CodedTree: Codable, Equatable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case number(Double)
    case nothing
    /// Elements one by one.
    case row([CodedTree])
    /// A container within the container, filled after another.
    case nested([CodedTree])
    /// Entries by key.
    case entries([String: CodedTree])
    /// An entry whose content goes by the encoder of a superclass.
    case base(CodedTree)

    private enum Keys: String, CodingKey {
        case kind, content, other
    }

    private enum Kind: Int, Codable {
        case integer, text, bytes, number, nothing, row, nested, entries, base
    }

    private var kind: Kind {
        switch self {
        case .integer: .integer
        case .text: .text
        case .bytes: .bytes
        case .number: .number
        case .nothing: .nothing
        case .row: .row
        case .nested: .nested
        case .entries: .entries
        case .base: .base
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .integer(let integer): try container.encode(integer, forKey: .content)
        case .text(let text): try container.encodeIfPresent(text, forKey: .content)
        case .bytes(let bytes): try container.encode(bytes, forKey: .content)
        case .number(let number): try container.encode(number, forKey: .content)
        case .nothing: try container.encodeNil(forKey: .content)
        case .row(let trees): try container.encode(trees, forKey: .content)
        case .nested(let trees): try Self.encode(trees, in: &container)
        case .entries(let entries): try container.encode(entries, forKey: .content)
        case .base(let tree):
            var content = container.superEncoder(forKey: .content).singleValueContainer()
            try content.encode(tree)
        }
    }

    /// Elements by turns into two lists of lists.
    private static func encode(_ trees: [CodedTree], in container: inout KeyedEncodingContainer<Keys>) throws {
        var content = container.nestedUnkeyedContainer(forKey: .content)
        var other = container.nestedContainer(keyedBy: Keys.self, forKey: .other)
        var inner = other.nestedUnkeyedContainer(forKey: .content)
        for (index, tree) in trees.enumerated() {
            if index.isMultiple(of: 2) {
                var element = content.nestedUnkeyedContainer()
                try element.encode(tree)
            } else {
                try tree.encode(to: inner.superEncoder())
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .integer: self = .integer(try container.decode(Int64.self, forKey: .content))
        case .text: self = .text(try container.decode(String.self, forKey: .content))
        case .bytes: self = .bytes(try container.decode([UInt8].self, forKey: .content))
        case .number: self = .number(try container.decode(Double.self, forKey: .content))
        case .nothing:
            self = try container.decodeNil(forKey: .content) ? .nothing : .integer(0)
        case .row: self = .row(try container.decode([CodedTree].self, forKey: .content))
        case .nested: self = .nested(try Self.decode(container))
        case .entries: self = .entries(try container.decode([String: CodedTree].self, forKey: .content))
        case .base:
            let content = try container.superDecoder(forKey: .content).singleValueContainer()
            self = .base(try content.decode(CodedTree.self))
        }
    }

    private static func decode(_ container: KeyedDecodingContainer<Keys>) throws -> [CodedTree] {
        var content = try container.nestedUnkeyedContainer(forKey: .content)
        let other = try container.nestedContainer(keyedBy: Keys.self, forKey: .other)
        var inner = try other.nestedUnkeyedContainer(forKey: .content)
        var trees: [CodedTree] = []
        while !content.isAtEnd || !inner.isAtEnd {
            if trees.count.isMultiple(of: 2) {
                var element = try content.nestedUnkeyedContainer()
                trees.append(try element.decode(CodedTree.self))
            } else {
                trees.append(try CodedTree(from: inner.superDecoder()))
            }
        }
        return trees
    }
}

extension CodedTree {
    static func randomRecord(using generator: inout SeededGenerator) -> CodedTree {
        random(depth: 4, using: &generator)
    }

    private static func random(depth: Int, using generator: inout SeededGenerator) -> CodedTree {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 5), using: &generator) {
        case 0: .integer(.random(in: .min ... .max, using: &generator))
        case 1: .text(.random(using: &generator))
        case 2: .bytes(.random(using: &generator))
        case 3: .number(.random(in: -1e9...1e9, using: &generator))
        case 4: .nothing
        case 5, 6: .row(children(depth: depth, using: &generator))
        case 7: .nested(children(depth: depth, using: &generator))
        case 8:
            .entries(
                Dictionary(
                    children(depth: depth, using: &generator).map { (String.random(using: &generator), $0) },
                    uniquingKeysWith: { one, _ in one }))
        default: .base(random(depth: depth - 1, using: &generator))
        }
    }

    private static func children(depth: Int, using generator: inout SeededGenerator) -> [CodedTree] {
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
    }
}
