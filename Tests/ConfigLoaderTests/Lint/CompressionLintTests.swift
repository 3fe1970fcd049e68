import Testing

@testable import AerospikeConfigLoader

/// A profile may ask for compression, as files of other SDKs do; that it is refused is said where it does.
@Suite struct CompressionLintTests {
    private func lint(_ value: String) throws -> [Diagnostic] {
        let text = """
            cluster: { hosts: [db1] }
            behaviors:
              small: { batch_reads: { use_compression: \(value) } }
            """
        return try Profile(parsing: text, file: "prod.yaml").lint()
    }

    @Test func compressionIsWarnedOf() throws {
        let diagnostic = try #require(try lint("true").first)
        #expect(diagnostic.code == .unsupportedSetting && diagnostic.severity == .warning)
        #expect(diagnostic.description.contains("prod.yaml:3:"))
        #expect(diagnostic.description.contains("no compression library is linked"))
    }

    @Test func noCompressionIsFine() throws {
        #expect(try lint("false").isEmpty)
    }
}
