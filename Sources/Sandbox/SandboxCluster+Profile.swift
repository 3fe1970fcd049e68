public import AerospikeSDK

extension SandboxCluster {
    /// All that a client needs to know to connect: the seeds, the cluster's name, and certificates where it has some.
    ///
    /// It is made from what the cluster was started with. Where the nodes announce alternate addresses, it uses those;
    /// where there are users, it logs in as the first of them.
    public var definition: ClusterDefinition {
        var definition = ClusterDefinition(hosts: hosts)
        definition.clusterName = configuration.clusterName
        definition.usesServicesAlternate = configuration.alternateAddress != nil
        definition.credentials = configuration.users.first?.credentials
        guard let tls = configuration.tls, let files else { return definition }
        definition.tls = TLSConfiguration(name: tls.name, caFile: files.caFile)
        if tls.requiresClientCertificate {
            definition.tls?.clientCertFile = files.clientCertFile
            definition.tls?.clientKeyFile = files.clientKeyFile
        }
        return definition
    }

    /// Writes a profile with which a client can connect, and beside it a file of the password, if there is one.
    ///
    /// Only the user who runs the sandbox can read the files. What was there before is replaced.
    ///
    /// - Parameters:
    ///   - path: The profile's file, such as `profiles/sandbox.yaml`; the password's is `profiles/sandbox.yaml.password`.
    ///   - definition: What the profile says, or `nil` for ``definition``.
    /// - Throws: `AerospikeError` with code `invalidArgument` when a file cannot be written.
    public func writeProfile(to path: String, definition: ClusterDefinition? = nil) async throws {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let profile = SandboxProfile(definition ?? self.definition, passwordFile: "\(name).password")
        try await perform { _ throws(AerospikeError) in
            if let password = profile.password {
                try PrivateFile.write(Array(password.utf8), to: "\(path).password")
            }
            try PrivateFile.write(Array(profile.text.utf8), to: path)
        }
    }
}
