/// The answers to the info requests of one exchange, by name.
package struct InfoAnswers: Hashable, Sendable {
    private var values: [String: String]

    package init(_ answers: [InfoMessage.Answer]) {
        values = Dictionary(answers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The value of a name as the server sent it, a refusal included.
    package subscript(name: String) -> String? { values[name] }

    /// The value of a name.
    ///
    /// - Throws: `AerospikeError` with code `server` for a refusal, `protocolViolation` when the name is missing.
    package func value(_ name: String) throws(AerospikeError) -> String {
        guard let value = values[name] else { throw missing(name) }
        if let refusal = InfoRefusal(value) {
            throw AerospikeError(
                .server, "the server refused the info request '\(name)': \(refusal.message)", resultCode: refusal.code)
        }
        return value
    }

    /// The error of an answer without a name; a server with security refuses all names at once before a login.
    private func missing(_ name: String) -> AerospikeError {
        guard let refusal = values.keys.lazy.compactMap({ InfoRefusal($0) }).first else {
            return AerospikeError(.protocolViolation, "the server did not answer the info request '\(name)'")
        }
        let wantsLogin = refusal.code == .notAuthenticated
        return AerospikeError(
            .server, "the server refused to tell about itself", resultCode: refusal.code,
            advice: wantsLogin ? "the cluster wants a login: add auth: to the profile (in code, credentials)" : nil)
    }

    /// The value of a name as a number.
    package func integer(_ name: String) throws(AerospikeError) -> Int {
        let text = try value(name)
        guard let number = Int(text) else {
            throw AerospikeError(.protocolViolation, "the server answered the info request '\(name)' without a number")
        }
        return number
    }
}
