extension ClusterDefinition {
    /// The behavior of a session that the definition names.
    ///
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    func sessionBehavior(_ name: String) throws(AerospikeError) -> Behavior {
        if let behavior = sessions[name] { return behavior }
        let known = sessions.keys.sorted().joined(separator: ", ")
        throw AerospikeError(
            .unknownName, "the definition names no session '\(name)'",
            advice: known.isEmpty ? "it names none; use createSession(_:)" : "it names: \(known)")
    }
}
