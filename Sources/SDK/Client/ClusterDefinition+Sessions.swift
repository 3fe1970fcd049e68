extension ClusterDefinition {
    /// The behavior of a session that the definition names.
    ///
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    func sessionBehavior(_ name: String) throws(AerospikeError) -> Behavior {
        if let behavior = sessions[name] { return behavior }
        throw .unknownName(name, "session", known: Array(sessions.keys))
    }
}

extension AerospikeError {
    /// Something that is asked for by a name that it does not have.
    static func unknownName(_ name: String, _ kind: String, known: [String]) -> AerospikeError {
        let known = known.sorted().joined(separator: ", ")
        return AerospikeError(
            .unknownName, "the definition names no \(kind) '\(name)'",
            advice: known.isEmpty ? "it names none; use createSession(_:)" : "it names: \(known)")
    }
}
