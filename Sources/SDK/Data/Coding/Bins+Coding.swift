extension Bins {
    /// Makes bins of the properties of an encodable type, one bin for each.
    ///
    /// ```swift
    /// struct User: Codable {
    ///     var name: String
    ///     var email: String?
    ///     var address: Address
    ///     var photo: [UInt8]
    ///
    ///     enum CodingKeys: String, CodingKey {
    ///         case name, email, address
    ///         case photo = "profile-photo"
    ///     }
    /// }
    /// let bins = try Bins(encoding: user)
    /// ```
    ///
    /// Coding keys name the bins, with at most 15 bytes. Nested structs and dictionaries become maps, arrays and sets
    /// lists, `[UInt8]` and `Data` blobs, enumerations their raw values or a map of the case's name to its associated
    /// values. Dictionaries keep keys of any kind: `[Int: String]` has integers as keys. ``Value``, ``ListValue`` and
    /// ``MapValue`` stay what they are, an order included.
    ///
    /// A property that is `nil` leaves its bin out: what a server has there stays, unless the record is replaced. A type
    /// that encodes `nil` itself (`encodeNil(forKey:)`) makes `.null`, and writing that removes the bin.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the bin and the path to what cannot be kept.
    public init(encoding value: some Encodable) throws(AerospikeError) {
        do {
            self = try BinsEncoder.bins(of: value)
        } catch {
            throw AerospikeError(coding: error, (error.codingPath ?? []).place(in: Swift.type(of: value)))
        }
    }

    /// Makes something of the bins, as ``init(encoding:)`` made them of it.
    ///
    /// Numbers fit or are refused, and an integer does for a `Double` that holds it exactly. A `Bool` is read from the
    /// integers 0 and 1, too: servers before 5.6 know no truth values. Bins that the type does not name are passed over.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the bin and the path to what does not fit.
    public func decode<Decoded: Decodable>(_ type: Decoded.Type = Decoded.self) throws(AerospikeError) -> Decoded {
        do {
            return try BinsDecoder.make(type, of: self)
        } catch {
            throw AerospikeError(coding: error, (error.codingPath ?? []).place)
        }
    }
}

extension Record {
    /// Makes something of the record's bins; see ``Bins/decode(_:)``.
    ///
    /// ```swift
    /// let user = try await session.get(users.id(1)).decode(User.self)
    /// ```
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument`, which names the bin and the path to what does not fit.
    public func decode<Decoded: Decodable>(_ type: Decoded.Type = Decoded.self) throws(AerospikeError) -> Decoded {
        try bins.decode(type)
    }
}

extension RecordResult {
    /// Makes something of the record's bins; see ``Bins/decode(_:)``.
    ///
    /// ```swift
    /// for try await row in try await session.query(users).execute() {
    ///     let user = try row.decode(User.self)
    /// }
    /// ```
    ///
    /// - Throws: `AerospikeError` unless the row is ok, and with code `invalidArgument`, which names the bin and the path
    ///   to what does not fit.
    public func decode<Decoded: Decodable>(_ type: Decoded.Type = Decoded.self) throws(AerospikeError) -> Decoded {
        try recordOrThrow().decode(type)
    }
}

extension AerospikeError {
    fileprivate init(coding error: any Error, _ place: String) {
        let problem = error.codingProblem
        self.init(
            .invalidArgument, "\(place): \(problem?.message ?? "it does not fit")", advice: problem?.advice,
            causes: problem?.cause.map { [$0] } ?? [])
    }
}
