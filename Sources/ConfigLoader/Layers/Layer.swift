/// A text that a profile is made of: its own file, a file that it extends, or a variable of the environment.
///
/// The profile's own file comes first, then each file that the one before extends, then the variables, which lie over
/// all of them. Every place in a profile names its layer by this order.
struct Layer {
    /// What remains to be known of a layer when its text is gone.
    struct Name: Hashable, Sendable {
        /// The text, as diagnostics mention it.
        var text: String

        /// The file, which paths in it are relative to; `nil` for a text that is in none.
        var path: String?

        /// Whether the text is an environment variable of this name.
        var isVariable = false
    }

    let name: Name
    let bytes: [UInt8]

    /// The text's nodes, or `nil` when it is not YAML, or not a profile.
    let document: YAMLComposer.Document?

    /// What is wrong with it, read by itself.
    let problems: [Problem]

    /// Reads the YAML of a file.
    init(_ name: Name, bytes: [UInt8], index: UInt16, environment: @escaping Environment) {
        self.name = name
        let encoding = TextEncoding.foreign(bytes)
        // No secret is found, and covered, in a text that is not read.
        let text = encoding == nil ? bytes : []
        self.bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
        do throws(YAMLProblem) {
            if let encoding { throw .encoding(encoding, layer: index) }
            guard self.bytes.count <= ProfileLimits.fileBytes else { throw .tooLarge(layer: index) }
            let interpolation = Interpolation(environment: environment, profile: name.path)
            let document = try YAMLComposer.compose(self.bytes, layer: index, interpolation)
            let foreign = ForeignFile.problem(document.root, self.bytes, of: name, layer: index)
            self.document = foreign == nil ? document : nil
            self.problems = foreign.map { [$0] } ?? document.problems
        } catch {
            self.document = nil
            self.problems = [ForeignFile.problem(nil, self.bytes, of: name, layer: index) ?? Problem(error)]
        }
    }

    /// Takes a text of another kind, its nodes already read.
    init(foreign name: Name, bytes: [UInt8], root: YAMLNode?) {
        self.name = name
        self.bytes = bytes
        document = root.map { YAMLComposer.Document(root: $0, merged: [], problems: [], unresolved: []) }
        problems = []
    }

    /// Takes the value of a variable for what stands at some place of a profile.
    init(variable name: String, value: String, root: YAMLNode) {
        self.name = Name(text: name, isVariable: true)
        bytes = Array(value.utf8)
        document = YAMLComposer.Document(root: root, merged: [], problems: [], unresolved: [])
        problems = []
    }
}
