public import AerospikeSDK

extension ClusterDefinition {
    /// Loads the definition that a profile describes, its password included.
    ///
    /// ```swift
    /// try await ClusterDefinition.load(profile: "prod").withClient { client in
    ///     let session = client.createSession(.default)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - name: A name such as `prod`, looked for as ``ProfileLocator`` says, or a path.
    ///   - client: One of the profile's clients; the default is the one that `cluster` describes.
    ///   - directory: The folder to look in; unless given, that of the environment, else the usual places.
    /// - Throws: `ProfileError` with all that is wrong.
    public static func load(
        profile name: String,
        client: String = "default",
        from directory: String? = nil
    ) throws(ProfileError) -> ClusterDefinition {
        try Profile.load(name, from: directory).makeDefinition(client: client)
    }

    /// Loads the definition that the profile of the environment describes: the one that `CONNECTOR_PROFILE` names.
    ///
    /// - Throws: `ProfileError` with all that is wrong, and when the environment names no profile.
    public static func load() throws(ProfileError) -> ClusterDefinition {
        try load(profile: ProfileLocator().chosenName())
    }
}
