/// Takes what a type encodes, and makes the bins of a record of it, or below them a value.
final class BinsEncoder: Encoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private(set) var content = EncodedContent()
    /// Encoders that were asked for and may still be filled, with the places that wait for them.
    private var unfinished: [(place: Place, encoder: BinsEncoder)] = []
    /// What went wrong where nothing could be thrown.
    private var problem: CodingProblem?
    /// How many types that encode themselves stand around this place.
    private var depth: Int
    private let isTop: Bool

    /// Where the content waits for what another encoder makes.
    private enum Place {
        case entry(String)
        case element(Int)
    }

    private init(at path: [any CodingKey], depth: Int) {
        codingPath = path
        self.depth = depth
        isTop = depth == 0
    }

    /// The bins of something encodable.
    static func bins(of encodable: some Encodable) throws -> Bins {
        let encoder = BinsEncoder(at: [], depth: 0)
        try encoder.fill(with: encodable)
        try encoder.finish()
        guard let bins = encoder.content.record else {
            let problem = CodingProblem("a record is made of named bins, which \(type(of: encodable)) is not")
            throw EncodingError.refused(encodable, problem, at: [])
        }
        for bin in bins { try check(bin.name) }
        return bins
    }

    private static func check(_ name: String) throws {
        let (length, longest) = (name.utf8.count, WireLimits.binNameLength)
        guard length < 1 || length > longest else { return }
        let problem = CodingProblem(
            "a bin has a name of 1 to \(longest) bytes, not \(length)", advice: "name the property by CodingKeys")
        throw EncodingError.refused(name, problem, at: [EntryKey(stringValue: name)])
    }

    /// The value of something encodable that is to stand at a key, or in this encoder's own place when there is none.
    func value(of encodable: some Encodable, at key: (any CodingKey)?) throws -> Value {
        if let direct = encodable as? any DirectlyEncodable { return try direct.value(by: self, at: key) }
        let child = try child(at: key)
        try child.fill(with: encodable)
        return try child.value()
    }

    /// An encoder of what stands at a key.
    func child(at key: (any CodingKey)?) throws -> BinsEncoder {
        try checkDepth()
        return BinsEncoder(at: path(to: key), depth: depth + 1)
    }

    func path(to key: (any CodingKey)?) -> [any CodingKey] {
        key.map { codingPath + [$0] } ?? codingPath
    }

    /// Lets something encode itself here.
    private func fill(with encodable: some Encodable) throws {
        do {
            try encodable.encode(to: self)
        } catch let error where error.codingProblem == nil {
            let type = type(of: encodable)
            let problem = CodingProblem.thrown(error, by: type, "\(type) cannot be encoded")
            throw EncodingError.refused(encodable, problem, at: error.codingPath ?? codingPath)
        }
    }

    private func checkDepth() throws {
        if depth >= WireLimits.nestingDepth { note(.nestedTooDeep) }
        try check()
    }

    private func note(_ problem: CodingProblem) {
        self.problem = self.problem ?? problem
    }

    private func check() throws {
        if let problem { throw EncodingError.refused(content, problem, at: codingPath) }
    }
}

// MARK: Containers

extension BinsEncoder: SingleValueEncodingContainer {
    func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        begin(isTop ? .bins : .map)
        return KeyedEncodingContainer(KeyedEncoder(self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        begin(.list)
        return ListEncoder(self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { content.set(.null) }

    func encode(_ number: Int128) throws { content.set(try value(of: number, at: nil)) }

    func encode(_ number: UInt128) throws { content.set(try value(of: number, at: nil)) }

    func encode(_ encodable: some Encodable) throws {
        guard isTop, !(encodable is any DirectlyEncodable) else {
            return content.set(try value(of: encodable, at: nil))
        }
        try checkDepth()
        depth += 1
        defer { depth -= 1 }
        try fill(with: encodable)
    }

    private func begin(_ kind: EncodedContent.Kind) {
        if !content.begin(kind) {
            note(CodingProblem("a type encodes itself either by key, or as a list, or as one value"))
        }
    }
}

// MARK: Content

extension BinsEncoder {
    /// Adds an entry.
    func add(_ value: Value, as name: String) throws {
        try check()
        content.add(value, as: name)
    }

    /// Adds an element.
    func append(_ value: Value) throws {
        try check()
        content.append(value)
    }

    /// Adds bytes as elements, or as a blob when there are no others.
    func append(bytes: some Sequence<UInt8>) throws {
        try check()
        content.append(bytes: bytes)
    }

    /// An encoder of an entry that is filled later.
    func laterEntry(_ key: some CodingKey) -> BinsEncoder {
        content.add(.null, as: key.stringValue)
        return later(key, .entry(key.stringValue))
    }

    /// An encoder of an element that is filled later.
    func laterElement() -> BinsEncoder {
        let index = content.count
        content.append(.null)
        return later(ElementKey(index), .element(index))
    }

    private func later(_ key: some CodingKey, _ place: Place) -> BinsEncoder {
        // Nothing can be thrown here. The problem is noted and ends the encoding; what comes until then does not count.
        guard let child = try? child(at: key) else { return self }
        unfinished.append((place, child))
        return child
    }

    /// Takes what other encoders were filled with.
    private func finish() throws {
        for (place, encoder) in unfinished {
            let value = try encoder.value()
            switch place {
            case .entry(let name): content.replace(name, by: value)
            case .element(let index): content.replace(index, by: value)
            }
        }
        unfinished = []
        try check()
    }

    private func value() throws -> Value {
        try finish()
        return content.value
    }
}
