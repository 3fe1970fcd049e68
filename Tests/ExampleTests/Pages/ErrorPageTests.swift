import AerospikeSDK
import Foundation
import Testing

@Suite("docs/ERRORS.md") struct ErrorPageTests {
    private let page: Page

    init() throws { page = try Page("docs/ERRORS.md") }

    @Test("it lists every code, in the order of the source, and says truly which are safe to retry")
    func codes() throws {
        let rows = page.rows(of: "codes")
        let names = try constants(of: "Sources/SDK/Errors/AerospikeError+Code.swift")
        #expect(Set(rows.map { $0[0] }) == Set(names.map { "`\($0)`" }))
        for row in rows {
            let code = try #require(Self.codes.first { "`\($0)`" == row[0] })
            let isSafe = AerospikeError(code, "").isSafeToRetry
            let expected = code == .server ? "by its result code" : isSafe ? "yes" : "no"
            #expect(row[2] == expected, "\(code)")
        }
    }

    @Test("result codes have the numbers, names and meanings that the client prints")
    func resultCodes() throws {
        let names = try constants(of: "Sources/SDK/Wire/ResultCode.swift")
        for row in page.rows(of: "result codes") {
            let code = ResultCode(rawValue: try #require(UInt8(row[0])))
            #expect("\(code)" == "\(row[0]) (\(row[2]))")
            let name = try #require(row[1].firstMatch(of: #/`(\w+)`/#)?.1)
            #expect(names.contains(String(name)))
        }
    }

    @Test("result codes after which the same call may be made again are those of the list of retries")
    func passing() {
        let passing = (UInt8.min...UInt8.max).map { ResultCode(rawValue: $0) }
            .filter { AerospikeError(.server, "", resultCode: $0).isSafeToRetry }
        let row = page.text.split(separator: "\n").first { $0.hasPrefix("| a result code that may pass") } ?? ""
        let listed = row.matches(of: #/(\d+) `/#).compactMap { UInt8($0.1) }
        #expect(listed == passing.map(\.rawValue))
    }

    /// The names of the constants that a file of the client declares.
    private func constants(of path: String) throws -> [String] {
        try String(contentsOf: Page.root.appending(path: path), encoding: .utf8)
            .matches(of: #/public static let (\w+) = /#).map { String($0.1) }
    }

    private static let codes: [AerospikeError.Code] = [
        .invalidArgument, .notSupported, .clientClosed, .cancelled, .timeout, .connectFailed, .nameLookUpFailed,
        .connectionFailed, .connectionClosed, .noMoreConnections, .circuitBreakerOpen, .nodeUnavailable,
        .nodeNotReady, .nodeRefused, .loginRefused, .clusterNameMismatch, .unknownNamespace, .unknownName,
        .protocolViolation, .foreignProtocol, .tlsFailed, .server,
    ]
}
