import AerospikeSDK
import Testing

@Suite struct HostTests {
    private static let hosts: [(String, Host)] = [
        ("db1", Host("db1")), ("db1:3100", Host("db1", 3100)), ("db1:65535", Host("db1", 65_535)),
        ("db1:tls1", Host("db1", tlsName: "tls1")), ("db1:tls1:4333", Host("db1", 4333, tlsName: "tls1")),
        ("db1:10.0.0.1:4333", Host("db1", 4333, tlsName: "10.0.0.1")), ("db1:0004333", Host("db1", 4333)),
        ("db1:*.example.com:4333", Host("db1", 4333, tlsName: "*.example.com")),
        ("10.0.0.1:3000", Host("10.0.0.1", 3000)), ("[::1]", Host("::1")), ("[::1]:3100", Host("::1", 3100)),
        ("[fe80::1%eth0]:3000", Host("fe80::1%eth0", 3000)), ("[::1]:tls1:4333", Host("::1", 4333, tlsName: "tls1")),
        ("[db1]:3000", Host("db1", 3000)),
    ]

    private static let refused = [
        "", ":", ":3000", "db1:", "db1::3000", "db1:tls:", "db1:0", "db1:65536", "db1:99999999999999999999",
        "db1:3000x",
        "db1:+3000", "db1:-1", "db1:３０００", "db1:tls:+3000", "db1:tls:３０００", "db1:tls:0", "db1:3000:tls",
        "db1:tls:3000:x", "::1", "2001:db8::7", "2001:db8::7:3000", "[::1", "[]", "[]:3000", "[::1]3000", "[::1]]:3000",
        "[::1]:", "db 1", "db1 :3000", "db1: 3000", "db1:my tls:3000", "db1\n", "http://db1:3000", "db1/test",
        "db1:3000/",
    ]

    @Test(arguments: hosts)
    func hostIsParsed(_ text: String, _ host: Host) throws {
        #expect(try Host(parsing: text) == host)
        #expect(try Host(parsing: host.description) == host, "a host's description is in the grammar")
    }

    @Test(arguments: refused)
    func otherTextIsRefused(_ text: String) {
        let error = #expect(throws: HostParsingError.self) { try Host(parsing: text) }
        #expect(error?.text == text)
        #expect(error?.problem.isEmpty == false)
    }

    @Test func listIsParsed() throws {
        let hosts = try Host.parse(list: "db1:tls1:4333,[::1]:3000,db2")
        #expect(hosts == [Host("db1", 4333, tlsName: "tls1"), Host("::1", 3000), Host("db2", 3000)])
        #expect(try Host.parse(list: " db1 ,\tdb2:3100 ", defaultPort: 4333) == [Host("db1", 4333), Host("db2", 3100)])
    }

    @Test(arguments: ["", " ", ",", "db1,", ",db1", "db1,,db2", "db1, ,db2", "db1;db2:0", "db1,[::1", "[a,b]"])
    func listWithAHoleOrABadHostIsRefused(_ list: String) {
        #expect(throws: HostParsingError.self) { try Host.parse(list: list) }
    }

    @Test func unbracketedAddressIsExplained() {
        for text in ["::1", "2001:db8::7:3000"] {
            let error = #expect(throws: HostParsingError.self) { try Host(parsing: text) }
            #expect(error?.problem.contains("brackets") == true)
        }
    }
}
