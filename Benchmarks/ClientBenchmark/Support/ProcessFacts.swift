import Foundation

/// What the system holds for this process.
enum ProcessFacts {
    /// How many descriptors are open, sockets among them.
    static var descriptorCount: Int {
        // Listing the folder opens one more.
        max(0, ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0) - 1)
    }

    /// The descriptors that are open once the system and a sandbox in this process have seen the end of every client.
    static func settledDescriptorCount() async throws -> Int {
        var least = descriptorCount
        for _ in 0..<100 {
            try await Task.sleep(for: .milliseconds(10))
            least = min(least, descriptorCount)
        }
        return least
    }

    /// The memory that is resident, in mebibytes.
    static var residentMebibytes: Double {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        let pages = fields.count > 1 ? Int(fields[1]) ?? 0 : 0
        return Double(pages * sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}
