import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

/// What comes of `astools.conf` loads, and means the same.
@Suite struct ToolsImportTests {
    private func imported(_ text: String, instance: String? = nil) throws -> ImportedProfile {
        try ImportedProfile(Array(text.utf8), file: "astools.conf", instance: instance)
    }

    /// The definition that comes of a table `[cluster]`.
    private func definition(_ table: String) throws -> ClusterDefinition {
        try Profile(parsing: imported("[cluster]\n\(table)").text).makeDefinition()
    }

    private func error(_ text: String, instance: String? = nil) throws -> ProfileError {
        try #require(throws: ProfileError.self) { _ = try imported(text, instance: instance) }
    }

    @Test(arguments: [
        ("", [Host("127.0.0.1", 3000)]),
        ("host = 'db1'", [Host("db1", 3000)]),
        ("host = \"db1:3100,db2\"\nport = 4000", [Host("db1", 3100), Host("db2", 4000)]),
        ("host = '[2001:db8::7]:3000,[::1]'", [Host("2001:db8::7", 3000), Host("::1", 3000)]),
        ("host = 'db1:name:4333'\ntls-enable = true", [Host("db1", 4333, tlsName: "name")]),
        ("host = 'db1:name:4333'", [Host("db1", 4333)]),
        ("host = \"\"\"\ndb1\"\"\"", [Host("db1", 3000)]),
    ])
    func hosts(_ table: String, _ hosts: [Host]) throws {
        #expect(try definition(table).hosts == hosts)
    }

    @Test(arguments: [
        "plain", "pa$$word", "${HOME}", "$", "'", "tab\\t", "\\\"quoted\\\"", "back\\\\slash", "ünïcödé",
        "\\u00e9\\U0001F600", " spaces ", "# no comment", "a: b", "~", "null", "\\u0007", "\\u0085", "true", "*x", "&x",
        "{{x}}",
    ])
    func passwordsStayWhatTheyAre(_ password: String) throws {
        let credentials = try definition("user = 'app'\npassword = \"\(password)\"").credentials
        let meant = try TOMLReader.read(Array("p = \"\(password)\"".utf8)).entry("p")?.value.text
        #expect(credentials == .native(user: "app", password: Secret(meant ?? "")))
    }

    @Test func aPasswordIsWarnedOf() throws {
        let profile = try imported("[cluster]\nuser = 'a'\npassword = 'hunter2'\n")
        #expect(profile.notes.count == 1 && profile.notes[0].hasPrefix("line 3: password: warning: "))
        #expect(profile.notes[0].contains("'password_file'") && !profile.notes[0].contains("hunter2"))
    }

    @Test(arguments: [
        ("env:DB_PASS", "password: \"${DB_PASS}\"", 0), ("file:/run/pw", "password_file: \"/run/pw\"", 0),
        ("b64:aHVudGVyMgo=", "password: \"hunter2\"", 1), ("env-b64:DB_PASS", "password: \"${AEROSPIKE_PASSWORD}\"", 1),
        ("secrets:x:y", "password: \"${AEROSPIKE_PASSWORD}\"", 1), ("env:not a name", "${AEROSPIKE_PASSWORD}", 1),
        ("prompt", "${AEROSPIKE_PASSWORD}", 1), ("", "${AEROSPIKE_PASSWORD}", 1), ("file:", "${AEROSPIKE_PASSWORD}", 1),
    ])
    func references(_ password: String, _ line: String, _ notes: Int) throws {
        let profile = try imported("[cluster]\nuser = 'a'\npassword = '\(password)'\n")
        #expect(profile.text.contains(line))
        #expect(profile.notes.count == notes)
    }

    @Test func everythingOfTLS() throws {
        let tls = try #require(
            try definition(
                """
                tls-enable = true
                tls-name = 'n'
                tls-cafile = '/ca'
                tls-capath = '/cas'
                tls-certfile = '/cert'
                tls-keyfile = '/key'
                tls-keyfile-password = 'pass'
                tls-protocols = '-all +TLSv1.2'
                tls-cipher-suite = 'A:!B'
                """
            ).tls)
        #expect(tls.name == "n" && tls.caFile == "/ca" && tls.caPath == "/cas")
        #expect(tls.clientCertFile == "/cert" && tls.clientKeyFile == "/key")
        #expect(tls.clientKeyPassword?.reveal() == "pass")
        #expect(tls.ciphers == ["A", "!B"] && tls.protocols == ["TLSv1.2"])
    }

    @Test func tlsIsOnlyOnWhereItIsEnabled() throws {
        #expect(try definition("tls-name = 'n'").tls == nil)
        #expect(try definition("tls-enable = true").tls != nil)
        #expect(try imported("[cluster]\ntls-enable = true\ntls-certfile = 'c'").notes.count == 2)
    }

    @Test(arguments: [
        ("INTERNAL", AuthMode.native), ("EXTERNAL", .external), ("EXTERNAL_INSECURE", .externalInsecure),
    ])
    func modes(_ auth: String, _ mode: AuthMode) throws {
        let table = "tls-enable = true\nuser = 'a'\npassword = 'b'\nauth = '\(auth)'"
        #expect(try definition(table).credentials?.mode == mode)
    }

    @Test func certificatesLogIn() throws {
        let table = "auth = 'PKI'\nuser = 'x'\ntls-enable = true\ntls-certfile = '/c'\ntls-keyfile = '/k'"
        #expect(try definition(table).credentials?.mode == .certificate)
    }

    @Test func instances() throws {
        let text = "[cluster]\nhost='a'\n[cluster_b]\nhost='b'\n[asadm_b]\nservices-alternate=true\n[aql]\nx=1\n"
        let profile = try imported(text, instance: "b")
        #expect(profile.text.contains("hosts: [\"b:3000\"]") && profile.text.contains("services_alternate: true"))
        #expect(profile.notes.map { $0.prefix(14) } == ["line 1: cluste", "line 7: aql: i"])
        #expect(profile.text.contains("# line 7: aql: "))
        #expect(try error(text, instance: "c").description.contains("there is no table [cluster_c]"))
        #expect(try error("[cluster_x]").diagnostics.first?.expected == "an --instance of x")
    }

    @Test(
        arguments: [
            ("port = 'x'", .wrongType), ("port = 0", .invalidValue), ("host = 'a:b:c:d'", .invalidHost),
            ("tls-enable = 1", .wrongType), ("auth = 'extern'", .wrongType), ("auth = 'PKI'", .contradiction),
            ("user = 'a'\nauth = 'EXTERNAL'\npassword='b'", .contradiction),
            ("user = 'a'\npassword = 'b64:*'", .invalidValue),
            ("host = [ 'a' ]", .wrongType), ("host = unquoted", .notYAML), ("host = 'a", .notYAML),
            ("host 'a'", .notYAML),
            ("host = 'a' port = 1", .notYAML), ("host = { a = 1 }", .notYAML), ("a.b = 1", .notYAML),
            ("[[x]]", .notYAML),
            ("[x", .notYAML), ("x = [1 2]", .notYAML), ("x = [1,", .notYAML), ("x = \"\\q\"", .notYAML),
            ("x = \"\\uD800\"", .notYAML), ("x = \"\"\"\n", .notYAML), ("host = 'a'\nhost = 'b'", .duplicateKey),
            ("[cluster]", .duplicateKey), ("x = \(String(repeating: "[", count: 100))", .limit),
            ("x = '\(String(repeating: "x", count: 65537))'", .limit), ("= 1", .notYAML), ("x =", .notYAML),
        ] as [(String, Diagnostic.Code)])
    func mistakes(_ table: String, _ code: Diagnostic.Code) throws {
        let error = try error("[cluster]\n\(table)\n")
        #expect(
            error.diagnostics.first?.code == code || code == .wrongType && error.diagnostics[0].code == .invalidValue)
        #expect((error.diagnostics.first?.span?.line ?? 0) >= 2)
    }

    @Test func noSecretIsShown() throws {
        for text in ["password = hunter2", "password = 'hunter2' x", "password = \"\"\"\nhunter2 \\q\"\"\""] {
            #expect(!"\(try error("[cluster]\nuser = 'a'\n\(text)\n"))".contains("hunter2"))
        }
    }

    @Test func textsAreReadAsTheyAreMeant() throws {
        let text = """
            a = "x\\ty" # comment
            b = 'C:\\no'
            c = \"\"\"
            one \\
                two\"\"\"
            d = '''
            it's'''
            e = [ "x", 'y', # here
                  "z", ]
            f = 1_000
            g = true
            "h h" = -1.5e3
            """
        let root = try TOMLReader.read(Array(text.utf8))
        let values = try #require(root.mapping).dropLast(0).map { $0.value.text }
        #expect(values == ["x\ty", "C:\\no", "one two", "it's", nil, "1000", "true", "-1.5e3"])
        guard case .sequence(let elements) = root.entry("e")?.value.content else {
            Issue.record("no list")
            return
        }
        #expect(elements.map(\.text) == ["x", "y", "z"])
        #expect(root.entry("h h")?.key.range.start == SourcePosition(line: 12, column: 1))
    }
}
