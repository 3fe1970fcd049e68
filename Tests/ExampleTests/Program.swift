import Foundation

/// A built executable, run as a shell does.
struct Program {
    /// What it left behind.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    let name: String

    /// Runs it, and waits on a thread of its own, and not on one of those that all tests share.
    ///
    /// An example has the time limits that its reader would give it, and a loaded machine may exceed them: one that ended
    /// with a time-out is run again.
    func run(_ arguments: String..., in folder: String? = nil) async throws -> Outcome {
        for _ in 1..<10 {
            let outcome = try await runOnce(arguments, in: folder)
            guard outcome.status != 0, outcome.errors.contains("time-out") else { return outcome }
        }
        return try await runOnce(arguments, in: folder)
    }

    private func runOnce(_ arguments: [String], in folder: String?) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try wait(for: arguments, in: folder) })
            }
        }
    }

    private func wait(for arguments: [String], in folder: String?) throws -> Outcome {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = Bundle.main.bundleURL.appending(path: name)
        process.arguments = arguments
        process.currentDirectoryURL = folder.map { URL(filePath: $0) }
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        // What is printed fits into the pipes, so that neither waits for the other.
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
            errors: String(decoding: complaints, as: UTF8.self))
    }

    private var environment: [String: String] {
        let inherited = ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"]
        return ProcessInfo.processInfo.environment.filter { inherited.contains($0.key) }
            .merging(["CONNECTOR_PROFILE": "prod"]) { $1 }
    }
}
