@testable import AerospikeConfigLoader

/// Profiles in a folder of their own, loaded with variables of their own.
struct ProfileFolder {
    let folder: TemporaryFolder
    var variables: [String: String] = [:]

    init(_ files: [String: String], variables: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        self.variables = variables
        for (name, text) in files { try folder.write(text, to: name) }
    }

    /// Loads a profile by its name.
    func load(_ name: String = "prod") throws(ProfileError) -> Profile {
        let locator = locator
        return try Profile.load(path: locator.path(of: name), locator)
    }

    var locator: ProfileLocator {
        let variables = variables
        return ProfileLocator(directory: folder.path, environment: { variables[$0] })
    }

    /// All that is said about a profile, without the folder's name.
    func complaint(_ name: String = "prod") -> String {
        do throws(ProfileError) {
            _ = try load(name)
            return "nothing is wrong"
        } catch {
            return error.description.split(separator: "\(folder.path)/", omittingEmptySubsequences: false).joined()
        }
    }
}
