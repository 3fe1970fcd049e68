import Foundation
import Testing

/// Makes the process fail when it maps so many bytes more than it has mapped by now; for exit tests only.
func limitMemory(toFurther bytes: UInt) throws {
    let statistics = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = try #require(statistics.split(separator: " ").first.flatMap { UInt($0) })
    // `sysconf` and `setrlimit` take values and one valid pointer.
    let limit = rlim_t(pages * UInt(sysconf(Int32(_SC_PAGESIZE))) + bytes)
    var limits = rlimit(rlim_cur: limit, rlim_max: limit)
    try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0)
}
