extension AerospikeError {
    /// Something that is asked for by a name that it does not have.
    static func unknownName(_ name: String, _ kind: String, known: [String]) -> AerospikeError {
        let known = known.sorted().joined(separator: ", ")
        return AerospikeError(
            .unknownName, "the definition names no \(kind) '\(name)'",
            advice: known.isEmpty ? "it names none; use createSession(_:)" : "it names: \(known)")
    }
}
