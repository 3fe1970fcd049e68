import Foundation

/// What the system knows of this process.
enum ProcessCounts {
    /// How many threads (`task`) or open descriptors (`fd`) the process has.
    static func count(of kind: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(kind)").count
    }
}
