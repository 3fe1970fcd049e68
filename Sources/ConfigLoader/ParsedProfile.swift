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
        var formatter = DiagnosticFormatter(file: file, bytes: bytes, nodes: document.nodes)
        self.secretFileSpans = secretFiles.compactMap(\.self).reduce(into: [:]) { spans, secretFile in
            spans[secretFile] = formatter.span(of: secretFile.range)
        }
    }

    private static func withoutByteOrderMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }
}
