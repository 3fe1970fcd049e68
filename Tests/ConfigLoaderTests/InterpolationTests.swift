import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct InterpolationTests {
    private static let variables: [String: String] = [
        "HOSTS": "db1:3000, db2:tls:4333", "NAME": "prod", "NULL": "~", "YAML": "a: [b, *c] # ${NAME} $$", "RACK": "7",
        "ZERO": "07", "YES": "true", "EMPTY": "", "PASSWORD": "hunter2",
    ]

    /// A profile in a folder of its own, beside a file named `word`.
    private func load(_ text: String, word: String = "secret\n") throws -> Profile {
        let folder = try TemporaryFolder()
        try folder.write(word, to: "secrets/word")
        let path = try folder.write(text, to: "profile.yaml")
        return try Profile.load(path: path, ProfileLocator(directory: nil, environment: { Self.variables[$0] }))
    }

    private func definition(_ cluster: String, word: String = "secret\n") throws -> ClusterDefinition {
        try load("cluster:\n  hosts: [a]\n  \(cluster)\n", word: word).makeDefinition()
    }

    private func error(_ cluster: String, word: String = "secret\n") throws -> ProfileError {
        try #require(throws: ProfileError.self) { _ = try definition(cluster, word: word) }
    }

    @Test(arguments: [
        ("${NAME}", "prod"), ("'${NAME}'", "prod"), ("\"x-${NAME}-${RACK}\"", "x-prod-7"), ("!!str ${NAME}", "prod"),
        ("$${NAME}", "${NAME}"), ("a$$b$c$", "a$b$c$"), ("$$$${NAME}", "$${NAME}"), ("$NAME", "$NAME"),
        ("${NULL}", "~"), ("${YAML}", "a: [b, *c] # ${NAME} $$"), ("${UNSET:-other}", "other"),
        ("${EMPTY:-other}", "other"), ("${NAME:-other}", "prod"), ("${UNSET:-}x", "x"), ("${UNSET:-a:-b}", "a:-b"),
        ("${UNSET:-~}", "~"), ("${file:secrets/word}", "secret"), ("${file:none:-other}", "other"),
    ])
    func references(_ name: String, _ expected: String) throws {
        #expect(try definition("name: \(name)").clusterName == expected)
    }

    @Test(arguments: [
        ("x\n\n", "x\n"), ("x\r\n", "x"), ("x\r\n\r\n", "x\r\n"), ("x", "x"), ("${NAME}\n", "${NAME}"),
    ])
    func oneLineBreakAtTheEndBelongsToTheFile(_ word: String, _ expected: Secret) throws {
        let definition = try definition("auth: { user: a, password: \"${file:secrets/word}\" }", word: word)
        #expect(definition.credentials == .native(user: "a", password: expected))
    }

    @Test func referencesMayStandInATextOfSeveralLines() throws {
        let definition = try definition("auth:\n    user: a\n    password: |\n      ${NAME}\n      ${RACK}")
        #expect(definition.credentials == .native(user: "a", password: "prod\n7\n"))
    }

    @Test(arguments: ["name", "app_id"])
    func aNameIsOneLine(_ key: String) throws {
        let diagnostic = try #require(try error("\(key): ${file:secrets/word}", word: "a\nb\n").diagnostics.first)
        #expect(diagnostic.code == .invalidValue && diagnostic.span?.line == 3)
        #expect(diagnostic.message == "'\(key)' cannot hold a line break or another control character")
        #expect(diagnostic.help == "of what is filled in, only one line break at the end is dropped")
    }

    @Test func whatIsFilledInMayBeNothing() throws {
        let diagnostic = try #require(try error("name: ${EMPTY}").diagnostics.first)
        #expect(
            diagnostic.message == "'name' cannot be an empty text" && diagnostic.help == "what is filled in is empty")
    }

    @Test func everyTypeOfScalarMayComeFromOutside() throws {
        let profile = try load(
            """
            cluster:
              hosts: ${HOSTS}
              racks: ["${RACK}", 1]
              services_alternate: ${YES}
              tls: {}
              auth: { user: "${NAME}", password: "${PASSWORD}-${file:secrets/word}" }
              ip_map: { "${NAME}": "${NAME}.example.com" }
            sessions: { reports: "${NAME}" }
            behaviors:
              ${NAME}: { all_operations: { abandon_call_after: "${RACK}s" } }
            """)
        let definition = try profile.makeDefinition()
        #expect(definition.hosts == [Host("db1"), Host("db2", 4333, tlsName: "tls")])
        #expect(definition.preferredRacks == [7, 1] && definition.usesServicesAlternate)
        #expect(definition.credentials == .native(user: "prod", password: "hunter2-secret"))
        #expect(definition.addressMap.entries.count == 1)
        #expect(profile.sessions["reports"]?.behavior.settings(.read, .point).totalTimeout == .seconds(7))
    }

    @Test(arguments: [
        ("name: ${UNSET}", [3, 9, 17]), ("name: \"\\t ${NAME} ${UNSET}\"", [3, 21, 29]),
        ("name: '''$$ ${UNSET}'", [3, 15, 23]), ("name: |\n    x\n    yy ${UNSET}", [5, 8, 16]),
        ("name: &n ${UNSET}", [3, 12, 20]), ("name: größe${UNSET}", [3, 14, 22]),
        ("name: \"\\x24 ${UNSET}\"", [3, 9, 24]), ("racks: [1, \"${UNSET}\"]", [3, 15, 23]),
        ("name: a${UNSET", [3, 10, 12]), ("name: ${file:none}", [3, 9, 21]), ("name: ${1}", [3, 9, 13]),
        ("name: ${}", [3, 9, 12]), ("name: ${a b}", [3, 9, 15]), ("name: ${file:}", [3, 9, 17]),
        ("name: ${A:-${B}}", [3, 9, 18]), ("name: ${file:secrets:-x}", [3, 9, 27]),
    ])
    func whatIsMissingIsAnErrorAtItsPlace(_ text: String, _ place: [Int]) throws {
        let error = try error(text)
        #expect(error.diagnostics.map(\.code) == [.unresolvedReference])
        let span = try #require(error.diagnostics.first?.span)
        #expect([span.line, span.column, span.endColumn] == place)
    }

    @Test func allThatIsMissingIsToldInOnePass() throws {
        let error = try error(
            "name: ${A}-${B}\n  racks: [\"${C}\"]\n  app_id: ${D}\n  x: y\n  auth: { mode: \"${E}\" }")
        let four = Array(repeating: Diagnostic.Code.unresolvedReference, count: 4)
        #expect(error.diagnostics.map(\.code) == four + [.unknownKey, .unresolvedReference])
        #expect(error.diagnostics.first?.message == "the environment variable 'A' is not set")
        #expect(error.diagnostics.first?.help == "set it, or give it a default: ${A:-default}")
    }

    @Test func theTypesOfWhatIsFilledInAreChecked() throws {
        let error = try error("racks: [\"${ZERO}\"]\n  services_alternate: ${NAME}\n  name: ${EMPTY}")
        #expect(error.diagnostics.map(\.code) == [.wrongType, .wrongType, .wrongType])
    }

    @Test(arguments: [
        "auth: { user: a, password: \"${PASSWORD}\", x: y }", "auth: { user: a, passwrd: \"${PASSWORD}\" }",
        "auth: { user: a, password: \"${UNSET:-hunter2}\", x: y }", "auth: { user: a, password: \"hunter2${\" }",
        "auth: { user: a, password: \"${hunter2 }\" }", "auth: { user: a, password: [\"${PASSWORD}\"] }",
        "auth: { user: a, password: \"${file:secrets/word}\", x: y }", "auth: { user: a, password: ${PASSWORD} }",
    ])
    func secretsStaySecret(_ text: String) throws {
        let error = try error(text, word: "hunter2")
        #expect(!error.description.contains("hunter2"))
        #expect(!String(reflecting: error).contains("hunter2"))
    }

    @Test func inBracketsAReferenceNeedsQuotes() throws {
        let error = try error("racks: [${RACK}]")
        #expect(error.diagnostics.first?.help?.contains("needs quotes") == true)
    }

    @Test func limitsAreNamed() throws {
        let many = String(repeating: "${NAME}", count: 1001)
        #expect(try error("name: \(many)").diagnostics.first?.message == "a profile holds at most 1000 references")
        let long = String(repeating: "x", count: 40 << 10)
        let twice = try error("name: ${file:secrets/word}${file:secrets/word}", word: long)
        #expect(twice.diagnostics.map(\.code) == [.limit])
        let names = (0..<30).map { "k\($0): '${file:secrets/word}'" }.joined(separator: ", ")
        #expect(try error("ip_map: { \(names) }", word: long).diagnostics.map(\.code) == [.limit])
        let huge = String(repeating: "x", count: 65 << 10)
        let tooLarge = try error("name: ${file:secrets/word}", word: huge)
        #expect(tooLarge.diagnostics.map(\.code) == [.unresolvedReference])
    }

    @Test func theOriginOfAScalarStaysWithIt() throws {
        let interpolation = Interpolation(environment: { Self.variables[$0] }, profile: nil)
        let document = try YAMLComposer.compose(Array("[a, '${NAME}${X:-y}']".utf8), layer: 0, interpolation)
        guard case .sequence(let nodes) = document.root?.content else { throw FileProblem("no list") }
        #expect(nodes.map(\.origins) == [[], [.variable("NAME"), .fallback]])
    }
}
