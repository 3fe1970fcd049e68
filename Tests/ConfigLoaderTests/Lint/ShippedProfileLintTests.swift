import Testing

@testable import AerospikeConfigLoader

/// The profiles that come with the package are sound, once the files are there that they name.
@Suite struct ShippedProfileLintTests {
    @Test(arguments: Fixtures.shippedNames) func lintsClean(_ name: String) throws {
        let folder = try CertificateFolder()
        for file in Directory.names(in: Fixtures.shippedProfiles) where file.hasSuffix(".yaml") {
            try folder.write(Fixtures.text("\(Fixtures.shippedProfiles)/\(file)"), to: file)
        }
        func load() throws -> Profile {
            try Profile.load(path: "\(folder.path)/\(name).yaml", .withoutEnvironment)
        }
        for (path, substitute) in try load().contents.allClients.flatMap(\.cluster.namedFiles) {
            // What stands elsewhere on a machine is put beside the profile here.
            let isAbsolute = path.hasPrefix("/")
            if isAbsolute { try folder.replace(path, with: String(path.dropFirst()), in: "\(name).yaml") }
            try folder.write(
                Fixtures.text("\(folder.path)/\(substitute)"), to: isAbsolute ? String(path.dropFirst()) : path)
        }
        let found = try load().lint()
        #expect(found.isEmpty, "\(found)")
    }
}

extension ClusterSection {
    /// The files that the client needs, each with one that serves for it.
    fileprivate var namedFiles: [(String, String)] {
        let files = [
            (tls?.caFile, "certs/ca.pem"), (tls?.clientCertFile, "certs/client.pem"),
            (tls?.clientKeyFile, "certs/client.key"), (auth?.passwordFile, "secrets/app"),
        ]
        return files.compactMap { file, substitute in file.map { ($0.value, substitute) } }
    }
}

extension CertificateFolder {
    fileprivate func replace(_ text: String, with other: String, in file: String) throws {
        try write(Fixtures.text("\(path)/\(file)").replacing(text, with: other), to: file)
    }
}
