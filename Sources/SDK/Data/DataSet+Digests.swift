/// Keys of records of which only the digest is known, as from a query or a server's log.
extension DataSet {
    /// The key of a record with a digest.
    public func idFromDigest(_ digest: Digest) -> Key {
        Key(namespace: namespace, setName: setName, digest: digest)
    }

    /// The key of a record with a digest, given as 40 hexadecimal digits.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when the text is anything else.
    public func idFromDigest(_ hexadecimal: String) throws(AerospikeError) -> Key {
        guard let digest = Digest(hexadecimal: hexadecimal) else {
            throw AerospikeError(
                .invalidArgument, "a digest is written as \(Digest.length * 2) hexadecimal digits; the text is not")
        }
        return idFromDigest(digest)
    }

    /// The key of a record with a digest, given as its 20 bytes.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when there are more bytes or fewer.
    public func idFromDigest(_ bytes: [UInt8]) throws(AerospikeError) -> Key {
        guard let digest = Digest(bytes) else {
            throw AerospikeError(.invalidArgument, "a digest has \(Digest.length) bytes, not \(bytes.count)")
        }
        return idFromDigest(digest)
    }

    /// The keys of records with digests.
    public func idsFromDigests(_ digests: Digest...) -> [Key] { idsFromDigests(digests) }

    /// The keys of records with digests, each given as 40 hexadecimal digits.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when a text is anything else.
    public func idsFromDigests(_ hexadecimals: String...) throws(AerospikeError) -> [Key] {
        try idsFromDigests(hexadecimals)
    }

    /// The keys of records with digests, each given as its 20 bytes.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when one has more bytes or fewer.
    public func idsFromDigests(_ bytes: [UInt8]...) throws(AerospikeError) -> [Key] { try idsFromDigests(bytes) }

    /// The keys of records with digests.
    public func idsFromDigests(_ digests: some Sequence<Digest>) -> [Key] { digests.map { idFromDigest($0) } }

    /// The keys of records with digests, each given as 40 hexadecimal digits.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when a text is anything else.
    public func idsFromDigests(_ hexadecimals: some Sequence<String>) throws(AerospikeError) -> [Key] {
        try hexadecimals.map { digits throws(AerospikeError) in try idFromDigest(digits) }
    }

    /// The keys of records with digests, each given as its 20 bytes.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when one has more bytes or fewer.
    public func idsFromDigests(_ bytes: some Sequence<[UInt8]>) throws(AerospikeError) -> [Key] {
        try bytes.map { bytes throws(AerospikeError) in try idFromDigest(bytes) }
    }
}
