/// The answers to the info requests of one exchange, by name.
package struct InfoAnswers: Hashable, Sendable {
    private var values: [String: String]
    /// Why nothing was answered at all.
    private let refusal: InfoRefusal?

    package init(_ answers: [InfoMessage.Answer]) {
        // A server that refuses the whole exchange says so in a line without a name.
        refusal = answers.count == 1 ? InfoRefusal(answers[0].name) : nil
        values = Dictionary(answers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The value of a name as the server sent it, a refusal included.
    package subscript(name: String) -> String? { values[name] }

    /// The value of a name.
    ///
    /// - Throws: `AerospikeError` with code `server` for a refusal, `loginRefused` when the server wants a login first,
    ///   `protocolViolation` when the name is missing.
    package func value(_ name: String) throws(AerospikeError) -> String {
        if let refusal = values[name].map(InfoRefusal.init) ?? refusal { throw Self.error(refusal, of: name) }
        guard let value = values[name] else {
            throw AerospikeError(.protocolViolation, "the server did not answer the info request '\(name)'")
        }
        return value
    }

    private static func error(_ refusal: InfoRefusal, of name: String) -> AerospikeError {
        guard refusal.code != .notAuthenticated else {
            return AerospikeError(
                .loginRefused, "the server wants a login, and none was made", resultCode: refusal.code,
                advice: "add auth: (in code, the credentials) with a user of the cluster")
        }
        return AerospikeError(
            .server, "the server refused the info request '\(name)': \(refusal.message)", resultCode: refusal.code)
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
