import Testing

@testable import AerospikeConfigLoader

/// The files that tests read.
enum Fixtures {
    /// The folder of this test target.
    private static let folder = "\(#filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" })"

    /// Profiles that are wrong on purpose, each with a text file of what is to be said about it.
    static let defects = "\(folder)/Fixtures/defects"

    /// Certificates and keys that the sandbox's own authority would not make.
    static let certificates = "\(folder)/Fixtures/certificates"

    /// The profiles that come with the package.
    static let shippedProfiles = "\(folder)/../../profiles"

    /// The description of the format.
    static let documentation = "\(folder)/../../docs/PROFILES.md"

    /// The reference of codes.
    static let codes = "\(folder)/../../docs/CODES.md"

    /// The names of the defective profiles.
    static let defectNames = Directory.names(in: defects).filter { $0.hasSuffix(".yaml") }

    /// The names of the profiles that come with the package.
    static let shippedNames = ProfileLocator(directory: shippedProfiles).profiles().map(\.name)

    /// A profile that comes with the package.
    static func shipped(_ name: String) throws -> Profile {
        try Profile.load(path: "\(shippedProfiles)/\(name).yaml", .withoutEnvironment)
    }

    /// A file's text.
    static func text(_ path: String) throws -> String {
        String(decoding: try FileContents.read(path: path, limit: 1 << 20), as: UTF8.self)
    }
}

/// The error that parsing a text ends with; a failed test when it does not.
func parsingError(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> ProfileError {
    try #require(throws: ProfileError.self, sourceLocation: location) { _ = try Profile(parsing: text) }
}

/// A profile with a cluster and whatever else is given.
func profile(_ rest: String = "", cluster: String = "hosts: [db1]") throws -> Profile {
    try Profile(parsing: "cluster: { \(cluster) }\n\(rest)")
}
