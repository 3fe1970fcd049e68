import Glibc

/// The names in a folder.
enum Directory {
    /// The names of what stands in a folder, sorted; none when it cannot be read.
    ///
    /// Unsafe because `readdir` hands out memory of its own: each name is copied before the next call.
    static func names(in path: String) -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while names.count < ProfileLimits.directoryEntries, let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { characters in
                    unsafe String(cString: characters)
                }
            }
            names.append(name)
        }
        return names.sorted()
    }
}
