import AerospikeSDK
import Foundation

@testable import AerospikeSandbox

/// What a real server and a published client said to each other; see the README beside the files.
struct Recordings {
    struct Exchange: Decodable {
        let name: String
        let frames: [Frame]

        /// The requests of the connection that the exchange is about; the client tends on another one meanwhile.
        var requests: [[UInt8]] { frames(going: "request") }
        /// Their answers.
        var responses: [[UInt8]] { frames(going: "response") }

        private func frames(going direction: String) -> [[UInt8]] {
            let connection = frames.first { $0.direction == "request" }?.connection
            return frames.filter { $0.direction == direction && $0.connection == connection }.map(\.bytes)
        }
    }

    struct Frame: Decodable {
        let connection: Int
        let direction: String
        let hex: String

        var bytes: [UInt8] {
            let digits = Array(hex)
            return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
        }
    }

    let exchanges: [Exchange]

    init(_ file: String = "exchanges.jsonl", source: String = #filePath) throws {
        let tests = URL(fileURLWithPath: source).deletingLastPathComponent().deletingLastPathComponent()
        let url = tests.appendingPathComponent("SDKTests/Fixtures/wire/\(file)")
        let text = try String(contentsOf: url, encoding: .utf8)
        exchanges = try text.split(separator: "\n").map {
            try JSONDecoder().decode(Exchange.self, from: Data($0.utf8))
        }
    }

    struct Missing: Error {
        let name: String
    }

    subscript(name: String) -> Exchange {
        get throws {
            guard let exchange = exchanges.first(where: { $0.name == name }) else { throw Missing(name: name) }
            return exchange
        }
    }
}

/// Splits bytes into the messages of all their frames.
func messages(in bytes: [UInt8]) throws -> [Message] {
    var messages: [Message] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        let whole = Array(rest)
        var reader = ByteReader(whole.span)
        let header = try FrameHeader(from: &reader)
        var body = try reader.reader(header.bodyLength)
        while body.remaining > 0 { messages.append(try Message(from: &body)) }
        rest = rest.dropFirst(FrameHeader.length + header.bodyLength)
    }
    return messages
}

extension SandboxState {
    /// Answers a whole frame, a query with all its frames.
    mutating func reply(to frame: [UInt8], node: Int = 0, at now: SandboxTime = .testing) throws -> [UInt8]? {
        var reader = ByteReader(frame.span)
        let header = try FrameHeader(from: &reader)
        var userAgent: String?
        let body = try reader.span(reader.remaining)
        switch answer(header.type, body, node: node, userAgent: &userAgent, now: now) {
        case .bytes(let bytes): return bytes
        case .close: return nil
        case .query(var query):
            var bytes: [UInt8] = []
            while !query.isFinished { bytes += next(of: &query, now: now) }
            return bytes
        }
    }

    /// Answers a message with one message.
    mutating func reply(to message: Message, node: Int = 0, at now: SandboxTime = .testing) throws -> Message? {
        try reply(to: message.frame(), node: node, at: now).flatMap { try messages(in: $0).first }
    }
}

extension SandboxTime {
    /// Some moment in 2026.
    static let testing = SandboxTime(milliseconds: 533_042_773_000)
}
