public import AerospikeSDK

// The one place where what a file says becomes what a client is made of.

extension Profile {
    /// The definition of the profile's cluster, with its sessions and behaviors.
    ///
    /// Reads the files of passwords that the profile names; paths of certificates are made absolute, but not opened.
    ///
    /// - Throws: `ProfileError` when the file of a password cannot be used.
    public func makeDefinition() throws(ProfileError) -> ClusterDefinition {
        guard let cluster = contents.cluster else { return ClusterDefinition(hosts: []) }
        var definition = ClusterDefinition(hosts: cluster.hosts?.map(\.value) ?? [])
        definition.clusterName = cluster.name?.value
        definition.credentials = try cluster.auth.map { (auth) throws(ProfileError) in try credentials(auth) } ?? nil
        definition.tls = try cluster.tls.map { (tls) throws(ProfileError) in try configuration(tls) }
        definition.usesServicesAlternate = cluster.servicesAlternate?.value ?? definition.usesServicesAlternate
        definition.addressMap = cluster.ipMap ?? definition.addressMap
        definition.preferredRacks = cluster.racks?.map(\.value) ?? []
        definition.failsIfNotConnected = cluster.failIfNotConnected?.value ?? definition.failsIfNotConnected
        definition.forcesSingleNode = cluster.forceSingleNode?.value ?? definition.forcesSingleNode
        definition.detectsLoadBalancers = cluster.detectLoadBalancers?.value ?? definition.detectsLoadBalancers
        definition.applicationID = cluster.appID?.value
        definition.systemSettings = Self.systemSettings(contents)
        return definition.withBehaviors(behaviors).withSessions(sessions)
    }

    private func credentials(_ auth: AuthSection) throws(ProfileError) -> Credentials? {
        let mode = auth.mode?.value ?? AuthSection.defaultMode
        if mode == .certificate { return .certificate }
        guard let user = auth.user?.value, let password = try secret(auth.password, auth.passwordFile) else {
            return nil
        }
        return switch mode {
        case .native: .native(user: user, password: password)
        case .external: .external(user: user, password: password)
        case .externalInsecure: .externalInsecure(user: user, password: password)
        case .certificate: .certificate
        }
    }

    private func secret(_ text: Located<Secret>?, _ file: Located<String>?) throws(ProfileError) -> Secret? {
        guard let file else { return text?.value }
        do throws(FileProblem) {
            return try PasswordFile.read(path: ProfilePath.absolute(file.value, besides: path))
        } catch {
            throw ProfileError(
                .unreadableSecret, file: self.file, span: secretFileSpans[file],
                "the file of the password cannot be used: \(error.reason)",
                help: "a path in a profile is relative to the profile's folder")
        }
    }

    private func configuration(_ tls: TLSSection) throws(ProfileError) -> TLSConfiguration {
        func absolute(_ file: Located<String>?) -> String? {
            file.map { ProfilePath.absolute($0.value, besides: path) }
        }
        return TLSConfiguration(
            name: tls.name?.value,
            caFile: absolute(tls.caFile),
            caPath: absolute(tls.caPath),
            clientCertFile: absolute(tls.clientCertFile),
            clientKeyFile: absolute(tls.clientKeyFile),
            clientKeyPassword: try secret(tls.clientKeyPassword, tls.clientKeyPasswordFile),
            protocols: tls.protocols?.map(\.value) ?? [],
            ciphers: tls.ciphers?.map(\.value) ?? [],
            forLoginOnly: tls.forLoginOnly?.value ?? false
        )
    }

    /// The settings of the client: the built-in ones, over them DEFAULT's, over them those of the cluster's name.
    private static func systemSettings(_ contents: ProfileContents) -> SystemSettings {
        var settings = SystemSettings()
        for name in [SystemSection.defaultName, contents.cluster?.name?.value] {
            guard let section = contents.system?.first(where: { $0.name.value == name })?.value else { continue }
            section.apply(to: &settings)
        }
        return settings
    }
}

extension SystemSection {
    fileprivate func apply(to settings: inout SystemSettings) {
        func lay<Value>(_ value: Located<Value>?, over path: WritableKeyPath<SystemSettings, Value>) {
            if let value { settings[keyPath: path] = value.value }
        }
        lay(connections?.minimumPerNode, over: \.connections.minimumPerNode)
        lay(connections?.maximumPerNode, over: \.connections.maximumPerNode)
        lay(connections?.maximumSocketIdleTime, over: \.connections.maximumSocketIdleTime)
        lay(connections?.waitForConnectionToComplete, over: \.connections.waitForConnectionToComplete)
        lay(connections?.waitForLoginToComplete, over: \.connections.waitForLoginToComplete)
        lay(circuitBreaker?.tendIntervals, over: \.circuitBreaker.tendIntervalsInErrorWindow)
        lay(circuitBreaker?.maximumErrors, over: \.circuitBreaker.maximumErrorsInErrorWindow)
        lay(refresh?.tendInterval, over: \.tendInterval)
    }
}

extension Profile {
    /// The predefined behaviors and the profile's own, each made once its parent is.
    static func behaviors(_ contents: ProfileContents) -> [String: Behavior] {
        let graph = BehaviorGraph(contents.behaviors ?? [])
        var made: [String: Behavior] = [:]
        for name in graph.names {
            // A child may stand before its parent: what is not made yet is made from the root upwards.
            for name in graph.lineage(of: name).prefix(while: { made[$0] == nil }).reversed() {
                made[name] = behavior(name, graph, parent: graph.parent(of: name).flatMap { made[$0] })
            }
        }
        return made
    }

    private static func behavior(_ name: String, _ graph: BehaviorGraph, parent: Behavior?) -> Behavior {
        let patches = graph.section(name)?.patches
        guard let parent else { return Behavior.default.patchingRoot(patches ?? [:]) }
        let predefined = Behavior.predefined.first { $0.name == name }
        return Behavior(name, parent: parent, patches: patches ?? predefined?.patches ?? [:])
    }

    /// The sessions of the profile, and `default` unless it is one of them.
    static func sessions(_ contents: ProfileContents, _ behaviors: [String: Behavior]) -> [String: Behavior] {
        var sessions = ["default": behaviors[Behavior.default.name] ?? .default]
        for entry in contents.sessions ?? [] {
            sessions[entry.name.value] = behaviors[BehaviorGraph.canonical(entry.value.value)]
        }
        return sessions
    }
}

extension Profile.Sandbox {
    init(_ section: SandboxSection) {
        let nodes = section.nodes ?? 1
        self.init(nodes: nodes, replicationFactor: section.replicationFactor ?? min(2, nodes))
    }
}
