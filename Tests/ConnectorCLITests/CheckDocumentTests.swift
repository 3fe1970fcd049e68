import AerospikeSDK
import Testing

@testable import ConnectorCLI

@Suite struct CheckDocumentTests {
    @Test func keysAndTheirOrderAreStable() {
        let error = AerospikeError(.foreignProtocol, "the server answers in HTTP", node: "a:1")
        var report = CheckReport()
        report.steps = [
            CheckStep(.connect, "a:1", duration: .microseconds(1234)),
            CheckStep(.node, "a:1", .failed, detail: "the server \"answers\"\n", error: error, advice: "use port 3000"),
        ]
        #expect(
            report.steps.map { CheckDocument.step($0, "olap").line } == [
                #"{"$message_type":"step","client":"olap","name":"connect","target":"a:1","status":"passed","detail":"","#
                    + #""milliseconds":1.234,"error":null}"#,
                #"{"$message_type":"step","client":"olap","name":"node","target":"a:1","status":"failed","#
                    + #""detail":"the server \"answers\"\n","milliseconds":null,"error":{"code":"foreignProtocol","#
                    + #""message":"the server answers in HTTP","advice":"use port 3000"}}"#,
            ])
        #expect(
            CheckDocument.summary("prod", "olap", path: "profiles/prod.yaml", report).line
                == #"{"$message_type":"summary","profile":"prod","path":"profiles/prod.yaml","ok":false,"client":"olap","#
                + #""nodes":[],"namespaces":[],"summary":"1 check failed"}"#)
    }

    @Test func textIsEscaped() {
        #expect(JSON.string("a\"\\\n\t\u{1}\u{7F}é").text == #""a\"\\\n\t\u0001\u007fé""#)
        #expect(
            JSON.object([("n", .thousandths(12_005)), ("b", .bool(true))]).text
                == "{\n  \"n\": 12.005,\n  \"b\": true\n}")
        #expect(JSON.array([]).text == "[]")
        let document = JSON.object([("n", .array([.integer(1), .null])), ("o", .object([]))])
        #expect(document.line == #"{"n":[1,null],"o":{}}"#)
    }
}
