import AerospikeSDK
import Testing

@Suite struct InfoMessageTests {
    @Test func answersAreLinesOfNameTabValue() throws {
        let text = "node\tB7\nracks:\tERROR:25:enterprise only\nsindex-list:\t\n\nbare\ntwo\ta\tb\n"
        let answers = try InfoMessage.answers(in: Array(text.utf8))
        #expect(
            answers == [
                .init("node", "B7"), .init("racks:", "ERROR:25:enterprise only"), .init("sindex-list:", ""),
                .init("bare", ""), .init("two", "a\tb"),
            ])
    }

    @Test func carriageReturnsDoNotHideNewlines() throws {
        let answers = try InfoMessage.answers(in: Array("a\t1\r\nb\t2\n".utf8))
        #expect(answers == [.init("a", "1\r"), .init("b", "2")])
        #expect(try InfoMessage.names(in: Array("a\r\nb\n".utf8)) == ["a\r", "b"])
    }

    @Test func requestNamesEndByNewlines() throws {
        let frame = InfoMessage.request(["node", "build"])
        #expect(frame == [UInt8](hexadecimal: "02 01 00000000000b") + Array("node\nbuild\n".utf8))
        #expect(try InfoMessage.names(in: body(of: frame).body) == ["node", "build"])
    }

    @Test func otherTextIsRefused() {
        #expect(throws: WireError.invalidText) { try InfoMessage.answers(in: [0x61, 0x09, 0xFF, 0x0A]) }
        #expect(throws: WireError.invalidText) { try InfoMessage.names(in: [0xC0]) }
        let long = [UInt8](repeating: 0x61, count: WireLimits.infoLength + 1)
        #expect(throws: WireError.frameTooLong(long.count)) { try InfoMessage.answers(in: long) }
    }

    @Test(arguments: [
        ("ERROR:25:enterprise only", UInt8(25), "enterprise only"), ("FAIL:4:bad: parameter", 4, "bad: parameter"),
        ("error:201:no index", 201, "no index"), ("ERROR", 1, "ERROR"), ("ERROR::what", 1, "what"),
        ("FAIL:999:x", 1, "x"),
    ])
    func refusalsHaveACode(_ value: String, _ code: UInt8, _ message: String) {
        let refusal = InfoRefusal(value)
        #expect(refusal?.code.rawValue == code)
        #expect(refusal?.message == message)
    }

    @Test(arguments: [
        "", "ok", "B7", "ERRORS:1", "0,3000,[]", "xERROR:4", "error:0,2,AA==,AA==", "FAIL:7,1,AA==;bar:0,1,AA==",
    ])
    func answersAreNoRefusals(_ value: String) {
        #expect(InfoRefusal(value) == nil)
    }

    @Test func answersAreFoundByName() throws {
        let answers = InfoAnswers([
            .init("node", "B7"), .init("n", "12"), .init("n", "13"), .init("no", "ERROR:25:enterprise only"),
        ])
        #expect(try answers.value("node") == "B7")
        #expect(try answers.integer("n") == 12)
        #expect(answers["no"] == "ERROR:25:enterprise only")
        let refused = #expect(throws: AerospikeError.self) { try answers.value("no") }
        #expect(refused?.resultCode == .enterpriseOnly)
        #expect(throws: AerospikeError.self) { try answers.value("other") }
        #expect(throws: AerospikeError.self) { try answers.integer("node") }
    }
}
