import Testing

/// Data flows one way through the folders of the SDK: a folder names only what lies to its right.
///
/// The compiler cannot see this, because the folders are one module.
@Suite("Layers") struct LayerTests {
    /// The folders that do something, in the order in which a call passes them.
    static let rooms = ["Client", "Session", "Admin", "Diagnostics", "Command", "Cluster", "Transport"]

    /// Folders of values and codecs, which do no input or output: everybody may name them, they name only each other.
    static let values: Set = ["Wire", "Definition", "Data", "Errors"]

    /// Whether one folder may name types of another.
    static func mayName(_ folder: String, _ other: String) -> Bool {
        if folder == other || values.contains(other) { return true }
        guard let from = rooms.firstIndex(of: folder), let to = rooms.firstIndex(of: other) else { return false }
        return from < to
    }

    private static let folders = Dictionary(
        grouping: Scanned.sources.filter { $0.file.path.hasPrefix("Sources/SDK/") }, by: \.file.room)

    @Test("every folder has its place")
    func places() {
        #expect(Set(Self.folders.keys).isSubset(of: Self.values.union(Self.rooms)))
    }

    @Test("no folder names what lies to its left", arguments: folders.keys.sorted())
    func order(folder: String) {
        let owners = Self.owners()
        let own = Self.folders[folder, default: []]
        // A name that the folder itself gives to something means that, whatever others call so.
        let known = Set(own.flatMap { $0.outline.types.map(\.name) })
        for scanned in own {
            for name in scanned.outline.references.subtracting(known).subtracting(scanned.outline.parameters) {
                guard let other = owners[name] else { continue }
                #expect(Self.mayName(folder, other), "\(scanned.file.path) names \(name), which is of \(other)")
            }
        }
    }

    @Test("the order is one")
    func direction() {
        #expect(Self.mayName("Client", "Transport"))
        #expect(!Self.mayName("Transport", "Cluster"))
        #expect(Self.mayName("Command", "Wire"))
        #expect(!Self.mayName("Wire", "Command"))
        #expect(Self.mayName("Data", "Wire"))
        #expect(!Self.mayName("Elsewhere", "Client"))
    }

    /// For each type that the whole module sees, the folder that declares it.
    private static func owners() -> [String: String] {
        var owners: [String: String] = [:]
        for (folder, files) in folders {
            for type in files.flatMap(\.outline.types) where type.isVisible { owners[type.name] = folder }
        }
        return owners
    }
}
