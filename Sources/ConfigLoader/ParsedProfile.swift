/// A profile's text turned into its contents: bytes → events → nodes → contents, or all that is wrong.
struct ParsedProfile {
    let contents: ProfileContents
    /// Where the files of secrets are named, by their names in the profile.
    let secretFileSpans: [Located<String>: Diagnostic.Span]

    init(_ bytes: [UInt8], file: String, _ interpolation: Interpolation) throws(ProfileError) {
        let bytes = Self.withoutByteOrderMark(bytes)
        guard bytes.count <= ProfileLimits.fileBytes else {
            throw .unreadable(file, FileProblem("it is larger than \(ProfileLimits.fileBytes) bytes"))
        }
        let document: YAMLComposer.Document
        do throws(YAMLProblem) {
            document = try YAMLComposer.compose(bytes, interpolation)
        } catch {
            var formatter = DiagnosticFormatter(file: file, bytes: bytes, nodes: [])
            throw ProfileError([formatter.diagnostic(for: error)])
        }
        var problems = Problems()
        let contents = ProfileContents.decode(document, &problems)
        guard let contents, problems.isEmpty else {
            var formatter = DiagnosticFormatter(file: file, bytes: bytes, nodes: document.nodes)
            throw ProfileError(formatter.diagnostics(for: problems))
        }
        self.contents = contents
        let secretFiles = [contents.cluster?.auth?.passwordFile, contents.cluster?.tls?.clientKeyPasswordFile]
        self.secretFileSpans = Self.spans(of: secretFiles.compactMap(\.self), file: file, bytes, document.nodes)
    }

    /// Where files are named.
    ///
    /// To show a source line means to find every line and every secret: that is not done for nothing.
    private static func spans(
        of names: [Located<String>],
        file: String,
        _ bytes: [UInt8],
        _ nodes: [YAMLNode]
    ) -> [Located<String>: Diagnostic.Span] {
        if names.isEmpty { return [:] }
        var formatter = DiagnosticFormatter(file: file, bytes: bytes, nodes: nodes)
        return names.reduce(into: [:]) { spans, name in spans[name] = formatter.span(of: name.range) }
    }

    private static func withoutByteOrderMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }
}
