/// A profile made of a file of another kind: `astools.conf`, or a dynamic configuration of the C and Java clients.
package struct ImportedProfile: Sendable {
    /// The profile, with what could not be carried over in comments at its end.
    package let text: String

    /// What could not be carried over, or deserves a look, one line each; never with a secret.
    package let notes: [String]

    /// Reads a file and turns it into a profile.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - instance: Which of the clusters of `astools.conf`: `NAME` for `[cluster_NAME]`, `nil` for `[cluster]`.
    /// - Throws: `ProfileError` with all that is wrong with the file.
    package init(path: String, instance: String? = nil) throws(ProfileError) {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try FileContents.read(path: path, limit: ProfileLimits.fileBytes)
        } catch {
            throw ProfileError(.unreadableFile, file: path, "the file cannot be read: \(error.reason)")
        }
        try self.init(bytes, file: path, instance: instance)
    }

    /// Turns a text into a profile.
    ///
    /// - Parameter file: The name under which diagnostics mention it.
    package init(_ bytes: [UInt8], file: String, instance: String? = nil) throws(ProfileError) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let source = ForeignSource(bytes, file: file)
        var draft = ImportDraft()
        if let root = source.layer.document?.root {
            switch source.kind {
            case .tools: ToolsConfiguration.carry(root, instance: instance, &draft)
            case .dynamicConfiguration:
                DynamicConfiguration.carry(root, &draft)
                if instance != nil { draft.note("the file holds one configuration: an instance means nothing") }
            case .camelCase, nil: break
            }
        }
        for problem in source.problems { draft.problems.add(problem) }
        guard draft.problems.isEmpty else {
            var formatter = DiagnosticFormatter([source.layer])
            throw ProfileError(formatter.diagnostics(for: draft.problems))
        }
        notes = draft.orderedNotes
        text = Self.text(draft.settings, notes, file: file)
        try Self.check(text, file: file)
    }

    private static func text(_ settings: SettingTree, _ notes: [String], file: String) -> String {
        var lines = ["# Imported from \(file.printable)."] + settings.lines()
        if !notes.isEmpty { lines += ["", "# What the import has to say:"] + notes.map { "# \($0)" } }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What comes of an import loads, or is no profile: what two settings say together is the loader's to judge.
    private static func check(_ text: String, file: String) throws(ProfileError) {
        let locator = ProfileLocator(directory: nil, environment: { _ in "set" })
        _ = try ParsedProfile(
            Layer.Name(text: "what comes of \(file)"), Array(text.utf8), locator, overrides: false)
    }
}

/// The file that is imported: its kind, its nodes, and what is wrong with it as such.
private struct ForeignSource {
    var kind: ForeignFile?
    var layer: Layer
    var problems: [Problem] = []

    init(_ bytes: [UInt8], file: String) {
        let name = Layer.Name(text: file)
        layer = Layer(foreign: name, bytes: bytes, root: nil)
        do throws(YAMLProblem) {
            guard bytes.count <= ProfileLimits.fileBytes else { throw .tooLarge(layer: 0) }
            let isTools = ForeignFile.recognized(nil, bytes, layer: 0)?.file == .tools
            let root = isTools ? try TOMLReader.read(bytes) : try YAMLComposer.compose(bytes, layer: 0, nil).root
            layer = Layer(foreign: name, bytes: bytes, root: root)
            kind = isTools ? .tools : ForeignFile.recognized(root, bytes, layer: 0)?.file
            if kind == nil || kind == .camelCase {
                problems = [ForeignFile.problem(root, bytes, of: name, layer: 0) ?? Self.unknown]
            }
        } catch {
            problems = [Problem(error)]
        }
    }

    private static let unknown = Problem(
        code: .foreignFile, range: .beginning, message: "this is no file that can be imported",
        expected: "astools.conf, or a dynamic configuration of the C or Java client")
}

extension ImportDraft {
    /// The notes in the order of the file, those on the whole last.
    fileprivate var orderedNotes: [String] {
        let lines = notes.filter { $0.line != nil }.sorted { ($0.line ?? 0, $0.text) < ($1.line ?? 0, $1.text) }
        return (lines + notes.filter { $0.line == nil }).map(\.description)
    }
}
