import AerospikeSandbox
import Foundation

/// Runs the examples of this folder, which the pages in `docs` quote.
///
/// `Guide` lists them; `Guide tls` starts an embedded cluster that speaks TLS, in this process, and runs the example
/// against it. `Guide connect HOSTS` runs one against other servers: those of the user `app` with the password `secret`,
/// where the example logs in, and with `certs/ca.pem` in the working directory, where it uses TLS.
@main
struct Guide {
    static func main() async {
        do {
            try await run(CommandLine.arguments.dropFirst())
        } catch {
            FileHandle.standardError.write(Data("Guide: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: ArraySlice<String>) async throws {
        guard let topic = Topic.all.first(where: { $0.name == arguments.first }) else {
            for topic in Topic.all { print(topic.name, topic.summary, separator: "\t") }
            return
        }
        if let hosts = arguments.dropFirst().first { return try await topic.run(hosts) }
        try await Stage.withStage(for: topic) { stage in
            guard FileManager.default.changeCurrentDirectoryPath(stage.folder) else { return }
            try await topic.run(stage.hosts)
        }
    }
}
