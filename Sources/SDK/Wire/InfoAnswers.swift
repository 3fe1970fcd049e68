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
        guard let value = values[name] else {
            throw AerospikeError(.protocolViolation, "the server did not answer the info request '\(name)'")
        }
        if let refusal = InfoRefusal(value) {
            throw AerospikeError(
                .server, "the server refused the info request '\(name)': \(refusal.message)", resultCode: refusal.code)
        }
        return value
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
