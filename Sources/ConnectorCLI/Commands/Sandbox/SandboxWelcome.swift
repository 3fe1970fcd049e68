internal import AerospikeConfigLoader
internal import AerospikeSDK
internal import AerospikeSandbox

/// What is printed once a sandbox can be reached.
struct SandboxWelcome {
    let stage: SandboxStage

    init(_ stage: SandboxStage) { self.stage = stage }

    var lines: [String] { [title, Self.warning, ""] + nodes + places + [""] + ways + ["", Self.farewell] }

    private var options: SandboxOptions { stage.options }

    private var title: String {
        let name = options.clusterName.map { "cluster \($0.quoted)" } ?? "a cluster without a name"
        let edition = stage.cluster.configuration.edition.rawValue
        return "\(name): \(stage.cluster.nodes.count.of("node")), \(edition) Edition, namespaces test and bar"
    }

    private static let warning = "A sandbox for tests and first steps, and no database: its data is in memory only."

    private static let farewell = "'help' lists what can happen to the nodes. Ctrl-C stops it, and everything is gone."

    private var nodes: [String] {
        let racks = options.racks
        return stage.cluster.nodes.enumerated().map { number, node in
            SandboxStage.line(node) + (racks.isEmpty ? "" : "  rack \(racks[number % racks.count])")
        }
    }

    /// What stands before the nodes, and what they say of themselves.
    private var places: [String] {
        var lines: [String] = []
        if let front = stage.front {
            let name = front.kind == .loadBalancer ? "a load balancer" : "address translation"
            lines += ["", "behind \(name) at \(front.hosts.map(\.description).joined(separator: ", "))"]
        }
        if let files = stage.cluster.files {
            let client = options.requiresClientCertificate ? ", client.pem and client-key.pem" : ""
            lines += ["", "over TLS, with ca.pem\(client) in \(files.folder)"]
        }
        if !options.users.isEmpty {
            let users = options.users.map { user in
                "\(user.name) (\(user.roles.map(\.rawValue).joined(separator: ", ")))"
            }.joined(separator: ", ")
            let source = options.passwordFile.map { $0 == "-" ? "what was piped in" : "what \($0.printable) holds" }
            let password = source ?? "what \(options.profileFile ?? "")".printable + ".password holds"
            lines += lines.isEmpty ? [""] : []
            lines.append("users \(users); the password is \(password)")
        }
        if stage.front != nil || options.publishedAddress != nil {
            if lines.isEmpty { lines.append("") }
            let published = stage.cluster.nodes.indices.map { "\(options.published($0, stage.cluster.nodes[$0].host))" }
            lines.append("announced as \(published.joined(separator: ", "))")
        }
        if options.announcesAlternates { lines.append("announced to clients of the alternate services as reachable") }
        return lines
    }

    /// How to connect.
    private var ways: [String] {
        let seed = stage.seeds.first.map { "\($0)" } ?? ""
        guard let file = options.profileFile else {
            let isPlain = options.definitionNeedsNoProfile
            guard isPlain else { return ["a profile that leads here is written with --write-profile FILE"] }
            return [
                "in Swift  try await Client.connect(to: \"\(seed)\") { client in … }",
                "profile   cluster: { hosts: [\"\(seed)\"] }",
            ]
        }
        let path = file.contains("/") || file.hasSuffix(".yaml") || file.hasSuffix(".yml") ? file : "./\(file)"
        return [
            "profile   \(path.printable)",
            "check it  connector check \(Self.shellWord(path))",
            "in Swift  try await ClusterDefinition.load(profile: \"\(path.printable)\").withClient { client in … }",
        ]
    }

    /// The text as one word of a shell.
    private static func shellWord(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "/._-+".utf8.contains(byte)
        }
        return isPlain
            ? text
            : "'\(text.printable.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}
