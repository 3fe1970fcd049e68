import AerospikeSDK

/// Where a cluster is and how to reach it: what `cluster` and each of `clients` say.
struct ClusterSection: Sendable {
    /// The name of another client whose settings hold where there are none here.
    var like: Located<String>?
    var name: Located<String>?
    var hosts: [Located<Host>]?
    var servicesAlternate: Located<Bool>?
    var ipMap: AddressMap?
    var racks: [Located<Int>]?
    var forceSingleNode: Located<Bool>?
    var detectLoadBalancers: Located<Bool>?
    var failIfNotConnected: Located<Bool>?
    var appID: Located<String>?
    var tls: TLSSection?
    var auth: AuthSection?

    /// The rack numbers that a server accepts.
    static let rackNumbers = 0...1_000_000

    /// The client that `cluster` describes.
    static let defaultClient = "default"

    static let likeKey = "like"

    static let section = Section("cluster", ClusterSection(), fields, check: check)

    static let clientSection = Section(
        "clients.NAME", ClusterSection(),
        [Field(likeKey, .text, at: \.like, "the client whose settings hold where there are none here")] + fields,
        check: check)

    private static let fields: [Field<ClusterSection>] =
        [
            Field("name", .name, at: \.name, "the cluster name that every node must report"),
            Field(
                "hosts", .hosts, \.hosts,
                "the seeds, in a list or in one text with commas; IPv6 in brackets, port 3000 unless given",
                isRequired: true),
            Field(
                "services_alternate", .boolean, at: \.servicesAlternate,
                "use the addresses that servers publish for clients outside their network", default: "false"),
            Field("ip_map", .addressMap, \.ipMap, "what a server says: what to dial; the more exact key wins"),
            Field(
                "racks", ValueKind.integer(in: rackNumbers).list("a list of rack numbers, as [1, 2]"), \.racks,
                "racks to read from, the most preferred first, by behaviors whose replica is PREFER_RACK"),
            Field(
                "force_single_node", .boolean, at: \.forceSingleNode,
                "talk to the first seed that answers, and to no other node", default: "false"),
            Field(
                "detect_load_balancers", .boolean, at: \.detectLoadBalancers,
                "leave a seed that leads to a node by another address than its own for that", default: "true"),
            Field(
                "fail_if_not_connected", .boolean, at: \.failIfNotConnected,
                "whether connecting fails when no seed answers", default: "true"),
            Field("app_id", .name, at: \.appID, "the name under which servers count this application"),
            Field("tls", TLSSection.section.kind, \.tls, "connect with TLS; {} is enough"),
            Field("auth", AuthSection.section.kind, \.auth, "log in"),
        ]

    private static let check: Section<Self>.Check = { cluster, given, place, problems in
        cluster.checkEncryption(given, &problems)
        cluster.checkUseOfTLS(given, &problems)
    }
}

extension ClusterSection {
    /// What must not be sent in clear needs TLS; a TLS name without TLS would promise what is not kept.
    private func checkEncryption(_ given: Section<Self>.Given, _ problems: inout Problems) {
        guard given["tls"] == nil else { return checkCertificateLogin(&problems) }
        for host in hosts ?? [] where host.value.tlsName != nil {
            problems.add(
                .contradiction, at: host.range, "the host has a TLS name, but 'cluster' has no 'tls'",
                help: "add 'tls: {}' to connect with TLS, or leave the name out")
        }
        switch auth?.mode?.value {
        case .external:
            problems.add(
                .contradiction, at: given["auth"] ?? .beginning,
                "external logins send the password as it is: they need 'tls'",
                help: "add 'tls', or on a test network write mode: external_insecure")
        case .certificate: checkCertificateLogin(&problems)
        default: break
        }
    }

    /// TLS for logins only, and no login: nothing at all would be encrypted.
    private func checkUseOfTLS(_ given: Section<Self>.Given, _ problems: inout Problems) {
        guard let isForLoginOnly = tls?.forLoginOnly, isForLoginOnly.value, given["auth"] == nil else { return }
        problems.add(
            .contradiction, at: isForLoginOnly.range, "TLS is for logins only, but 'cluster' has no 'auth'",
            help: "add 'auth', or leave 'for_login_only' out to encrypt everything")
    }

    private func checkCertificateLogin(_ problems: inout Problems) {
        guard let mode = auth?.mode, mode.value == .certificate, tls?.clientCertFile == nil else { return }
        problems.add(
            .contradiction, at: mode.range, "certificate logins need the client's certificate",
            help: "give 'client_cert_file' and 'client_key_file' in 'cluster.tls'")
    }
}
