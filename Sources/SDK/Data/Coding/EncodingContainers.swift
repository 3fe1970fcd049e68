// The standard library implements the widest integers for every container: it refuses them. That is why they are named.

/// What a type keeps by key: bins, or entries of a map.
struct KeyedEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let encoder: BinsEncoder

    init(_ encoder: BinsEncoder) { self.encoder = encoder }

    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) throws {
        try encoder.add(.null, as: key.stringValue)
    }

    func encode(_ plain: some PlainlyEncodable, forKey key: Key) throws { try add(plain, key) }

    func encode(_ number: Int128, forKey key: Key) throws { try add(number, key) }

    func encode(_ number: UInt128, forKey key: Key) throws { try add(number, key) }

    func encode(_ encodable: some Encodable, forKey key: Key) throws {
        try encoder.add(encoder.value(of: encodable, at: key), as: key.stringValue)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder.laterEntry(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.laterEntry(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.laterEntry(SuperKey.super) }

    func superEncoder(forKey key: Key) -> any Encoder { encoder.laterEntry(key) }

    private func add(_ plain: some PlainlyEncodable, _ key: Key) throws {
        let value: Value
        do throws(CodingProblem) {
            value = try plain.plainValue()
        } catch {
            throw EncodingError.refused(plain, error, at: encoder.path(to: key))
        }
        try encoder.add(value, as: key.stringValue)
    }
}

/// What a type keeps in a row: a list, or a blob.
struct ListEncoder: UnkeyedEncodingContainer {
    private let encoder: BinsEncoder

    init(_ encoder: BinsEncoder) { self.encoder = encoder }

    var codingPath: [any CodingKey] { encoder.codingPath }

    var count: Int { encoder.content.count }

    func encodeNil() throws { try encoder.append(.null) }

    func encode(_ encodable: some Encodable) throws { try append(encodable) }

    func encode(_ number: Int128) throws { try append(number) }

    func encode(_ number: UInt128) throws { try append(number) }

    func encode(contentsOf bytes: some Sequence<UInt8>) throws { try encoder.append(bytes: bytes) }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder.laterElement().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.laterElement().unkeyedContainer() }

    func superEncoder() -> any Encoder { encoder.laterElement() }

    private func append(_ encodable: some Encodable) throws {
        try encoder.append(encoder.value(of: encodable, at: ElementKey(count)))
    }
}
