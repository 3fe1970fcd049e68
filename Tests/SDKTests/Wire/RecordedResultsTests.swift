import AerospikeSDK
import Testing

/// Every recorded answer means what the recorded client told its user.
@Suite struct RecordedResultsTests {
    private static let info = Recording.exchanges.filter { $0.name.hasPrefix("info.") }

    private static let manyRows = ["batch.read", "batch.write", "batch.operate", "scan.", "query."]

    private static let oneRecord = Recording.exchanges.filter { recording in
        let isManyRows = manyRows.contains { recording.name.hasPrefix($0) }
        return !isManyRows && !recording.frames(.response, .message).isEmpty
    }

    @Test(arguments: oneRecord)
    func recordAnswerMatchesTheClient(_ recording: Recording) throws {
        let response = try #require(recording.frames(.response, .message).first)
        let answer = try RecordAnswer(body(of: response).body)
        // The client answers a question after existence even where the record is missing.
        let isMissing = recording.name == "exists.not-found"
        #expect(answer.resultCode == (isMissing ? .keyNotFound : recording.resultCode))
        // A batch of one key goes out as a command on one record; its result is an object without a notation.
        guard let result = recording.clientResult, recording.name != "batch.remove" else { return }
        guard let start = result.firstRange(of: "bytearray(")?.lowerBound else {
            #expect(result == "0")
            return
        }
        let digest = try #require(try digest(in: recording))
        expect(String(result[start...]), isStartOf: tail(answer, digest, result), cut: result.count)
    }

    /// What follows the set and the key in the client's result: digest, metadata and, unless only existence was asked, bins.
    private func tail(_ answer: RecordAnswer, _ digest: Digest, _ result: String) -> String {
        guard answer.resultCode == .ok else { return "\(PythonNotation.text(digest)), None)" }
        let head = PythonNotation.text(answer.record, digest: digest)
        return result.hasSuffix("})") && !answer.record.bins.isEmpty || result.count == Recording.resultLimit
            ? "\(head), \(PythonNotation.text(answer.record.bins)))" : "\(head))"
    }

    private func digest(in recording: Recording) throws -> Digest? {
        guard let request = recording.frames(.request, .message).first else { return nil }
        return try messages(in: body(of: request).body).first?.field(.digest).flatMap { Digest($0) }
    }

    @Test(arguments: info.filter { $0.name != "info.replicas" && $0.name != "info.partition-info" })
    func infoAnswerMatchesTheClient(_ recording: Recording) throws {
        let response = try #require(recording.frames(.response, .info).first)
        let answers = try InfoMessage.answers(in: body(of: response).body)
        let answer = try #require(answers.first)
        #expect(answers.count == 1)
        #expect(answer.name == String(recording.name.dropFirst("info.".count)))
        guard let result = recording.clientResult else {
            #expect(InfoRefusal(answer.value)?.code == recording.resultCode)
            return
        }
        #expect(InfoRefusal(answer.value) == nil)
        let text = "{'B7': (None, \(PythonNotation.text(answer.value + "\n")))}"
        expect(result, isStartOf: text, cut: result.count)
    }

    @Test func loginIsRefusedByCommunityEdition() throws {
        let recording = try Recording.named("login.internal")
        let (request, response) = (try admin(recording, .request), try admin(recording, .response))
        #expect(request.command == .login)
        #expect(request.fields.map(\.id) == [.user, .credential])
        #expect(request.fields[0].bytes == Array("app".utf8))
        #expect(String(decoding: request.fields[1].bytes, as: UTF8.self).hasPrefix("$2a$10$7EqJtq98hPqEX7fNZaFWoO"))
        #expect(response.resultCode == .securityNotSupported)
        #expect(response.fields.isEmpty)
    }

    private func admin(_ recording: Recording, _ direction: Recording.Frame.Direction) throws -> AdminMessage {
        try AdminMessage(body(of: #require(recording.frames(direction, .admin).first)).body)
    }

    /// Compares texts of which the recorded one may be cut off.
    private func expect(_ recorded: String, isStartOf text: String, cut length: Int) {
        let isCut = length == Recording.resultLimit
        #expect(recorded == (isCut ? String(text.prefix(recorded.count)) : text))
    }
}
