public import AerospikeSDK

// The one place where what a file says becomes what a client is made of.

extension Profile {
    /// The definition of one of the profile's clients, with the behaviors, and with the sessions of this client.
    ///
    /// Reads the files of passwords that the client names; paths of certificates are made absolute, but not opened.
    ///
    /// - Parameter client: The client's name; the default is the one that `cluster` describes.
    /// - Throws: `ProfileError` when there is no such client, or the file of a password cannot be used.
    public func makeDefinition(client: String = "default") throws(ProfileError) -> ClusterDefinition {
        let cluster = try cluster(client)
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
        definition.systemSettings = Self.systemSettings(contents, cluster)
        let sessions = sessions.filter { $0.value.client == client }.mapValues(\.behavior)
        return definition.withBehaviors(behaviors).withSessions(sessions)
    }

    /// The definitions of all of the profile's clients by name.
    ///
    /// - Throws: `ProfileError` when the file of a password cannot be used.
    public func makeDefinitions() throws(ProfileError) -> [String: ClusterDefinition] {
        var definitions: [String: ClusterDefinition] = [:]
        for name in clientNames { definitions[name] = try makeDefinition(client: name) }
        return definitions
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
            return try PasswordFile.read(path: absolutePath(file))
        } catch {
            throw ProfileError(
                .unreadableSecret, file: source.layer(of: file.range)?.text, span: source.span(of: file.range),
                "the file of the password cannot be used: \(error.reason)",
                help: "a path in a profile is relative to the profile's folder")
        }
    }

    /// The absolute form of a path; one from a file is relative to the folder of that file.
    func absolutePath(_ path: Located<String>) -> String {
        ProfilePath.absolute(path.value, besides: source.layer(of: path.range)?.path)
    }

    private func configuration(_ tls: TLSSection) throws(ProfileError) -> TLSConfiguration {
        configuration(tls, passphrase: try secret(tls.clientKeyPassword, tls.clientKeyPasswordFile))
    }

    /// How connections are encrypted, with the passphrase of the client's key.
    func configuration(_ tls: TLSSection, passphrase: Secret?) -> TLSConfiguration {
        TLSConfiguration(
            name: tls.name?.value,
            caFile: tls.caFile.map(absolutePath),
            caPath: tls.caPath.map(absolutePath),
            clientCertFile: tls.clientCertFile.map(absolutePath),
            clientKeyFile: tls.clientKeyFile.map(absolutePath),
            clientKeyPassword: passphrase,
            protocols: tls.protocols?.map(\.value) ?? [],
            ciphers: tls.ciphers?.map(\.value) ?? [],
            forLoginOnly: tls.forLoginOnly?.value ?? false
        )
    }

    /// The settings of the client: the built-in ones, over them DEFAULT's, over them those of the cluster's name.
    private static func systemSettings(_ contents: ProfileContents, _ cluster: ClusterSection) -> SystemSettings {
        var settings = SystemSettings()
        for name in [SystemSection.defaultName, cluster.name?.value] {
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
    /// The predefined behaviors and the profile's own by name.
    static func behaviors(_ contents: ProfileContents) -> [String: Behavior] {
        BehaviorGraph(contents.behaviors ?? []).made()
    }

    /// The sessions of the profile, and `default` unless it is one of them.
    static func sessions(
        _ contents: ProfileContents,
        _ behaviors: [String: Behavior]
    ) -> [String: NamedSession] {
        let root = Behavior.default.name
        func session(_ section: SessionSection) -> NamedSession {
            let behavior = behaviors[BehaviorGraph.canonical(section.behavior?.value ?? root)] ?? .default
            return NamedSession(client: section.client?.value ?? ClusterSection.defaultClient, behavior: behavior)
        }
        var sessions = [String: NamedSession](minimumCapacity: (contents.sessions?.count ?? 0) + 1)
        if contents.allClients.contains(where: { $0.name == ClusterSection.defaultClient }) {
            sessions["default"] = session(SessionSection())
        }
        for entry in contents.sessions ?? [] { sessions[entry.name.value] = session(entry.value) }
        return sessions
    }
}

extension Profile.Sandbox {
    init(_ section: SandboxSection) {
        let nodes = section.nodes ?? 1
        self.init(nodes: nodes, replicationFactor: section.replicationFactor ?? min(2, nodes))
    }
}
