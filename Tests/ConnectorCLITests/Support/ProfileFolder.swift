import Foundation

/// A folder of profiles that is gone when it goes out of use.
final class ProfileFolder {
    let path: String

    init(_ profiles: [String: String]) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in profiles {
            try text.write(to: folder.appendingPathComponent("\(name).yaml"), atomically: false, encoding: .utf8)
        }
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
