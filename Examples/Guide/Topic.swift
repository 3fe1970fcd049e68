import AerospikeSandbox

/// One example: a function that is given the hosts of a cluster, and what that has to be like.
struct Topic: Sendable {
    /// What the command line calls it.
    let name: String
    /// What it shows.
    let summary: String
    /// What the embedded cluster is made of.
    let cluster: SandboxConfiguration
    /// Whether the hosts carry the TLS name, as in `localhost:myTlsName:4333`.
    let namesTLS: Bool
    /// Runs it against these hosts.
    let run: @Sendable (String) async throws -> Void

    init(
        _ name: String,
        _ summary: String,
        _ cluster: SandboxConfiguration = Clusters.plain,
        namesTLS: Bool = false,
        _ run: @escaping @Sendable (String) async throws -> Void
    ) {
        self.name = name
        self.summary = summary
        self.cluster = cluster
        self.namesTLS = namesTLS
        self.run = run
    }

    /// All of them, in the order in which a newcomer may read them.
    static let all = connecting + behaving + working

    private static let connecting = [
        Topic("connect", "a client for tasks") { try await connect(to: $0) },
        Topic("sync", "a client for threads") { hosts in try await onThread { try connectAndWait(to: hosts) } },
        Topic("credentials", "a user and a password", Clusters.login) { try await logIn(to: $0) },
        Topic("alternate-services", "addresses for clients from outside, mapped", Clusters.outside) {
            try await connectFromOutside(to: $0)
        },
        Topic("tls", "TLS", Clusters.tls) { try await connectOverTLS(to: $0) },
        Topic("login-over-tls", "TLS for logins only", Clusters.tlsForLogins) { try await logInOverTLS(to: $0) },
        Topic("mutual-tls", "TLS with certificates on both ends", Clusters.mutualTLS) {
            try await connectOverMutualTLS(to: $0)
        },
        Topic("certificate", "a login by certificate", Clusters.certificates) { try await logInByCertificate(to: $0) },
        Topic("directory", "a login of an external directory", Clusters.directory) {
            try await logInToDirectory(to: $0)
        },
        Topic("policy", "a policy in place of a definition", Clusters.tls, namesTLS: true) {
            try await connectByPolicy(to: $0)
        },
        Topic("profiles", "definitions and clients of a profile") { _ in try await useProfiles() },
    ]

    private static let behaving = [
        Topic("racks", "reads from the racks nearby", Clusters.racks) { try await readNearby(from: $0) },
        Topic("sessions", "several sessions of one client") { try await useSessions(of: $0) },
        Topic("behaviors", "behaviors and what they derive") { try await deriveBehaviors(for: $0) },
    ]

    private static let working = [
        Topic("data-sets", "keys of a data set") { try await useDataSets(of: $0) },
        Topic("records", "values of one's own types in records") { try await keepUsers(in: $0) },
        Topic("query-and-upsert", "records written, and walked along") { try await queryAndUpsert(in: $0) },
        Topic("writes", "every way to write one record") { try await write(to: $0) },
        Topic("reads", "every way to read one record") { try await read(from: $0) },
        Topic("batches", "many records by their keys") { try await useBatches(of: $0) },
        Topic("queries", "the records of a data set") { try await query($0) },
        Topic("administration", "what nodes say of themselves, and an emptied data set") {
            try await administer($0)
        },
        Topic("errors", "what can go wrong, and what to do") { try await handleErrors(of: $0) },
        Topic("embedded", "an embedded cluster for tests, which misbehaves when told") { _ in
            try await testAgainstSandbox()
        },
    ]
}
