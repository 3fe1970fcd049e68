@testable import AerospikeSDK

/// What a well-behaved server of one node answers.
enum PeerAnswers {
    /// The names of an info request.
    static func names(_ frame: [UInt8]) -> [String] {
        (try? InfoMessage.names(in: Array(frame.dropFirst(FrameHeader.length)))) ?? []
    }

    static func info(_ names: [String], saying sayings: [String: String] = [:]) -> [UInt8] {
        InfoMessage.response(names.map { InfoMessage.Answer($0, sayings[$0] ?? value(of: $0)) })
    }

    private static func value(of name: String) -> String {
        switch name {
        case "node": "S1"
        case "build": "8.1.2.0"
        case "cluster-name": "null"
        case "partition-generation", "peers-generation": "0"
        case "peers-clear-std": "0,3000,[]"
        case "replicas": "test:0,1,\(Base64.encode([UInt8](repeating: 0xFF, count: PartitionID.count / 8)))"
        default: "ERROR:4:unrecognized command"
        }
    }

    /// Reads find a record that holds the digest asked for, writes succeed, a batch has a row for each key, and a query
    /// finds nothing.
    static func command(_ request: [UInt8]) -> [UInt8] {
        guard let message = try? messages(in: Array(request.dropFirst(FrameHeader.length))).first else { return [] }
        if message.header.info1.contains(.batch) { return batch(request) }
        guard let digest = message.field(.digest) else { return end() }
        return record(digest)
    }

    /// The answer to a read.
    static func record(_ digest: [UInt8]) -> [UInt8] {
        let operation = MessageOperation(.read, bin: "digest", value: .blob(digest))
        return frame([Message(MessageHeader(generation: 1), operations: [operation])])
    }

    /// Records as a query returns them, in one frame.
    static func rows(_ digests: [Digest]) -> [UInt8] {
        frame(digests.map { Message(MessageHeader(generation: 1), fields: [MessageField(.digest, $0.bytes)]) })
    }

    /// The end of a batch or a query.
    static func end(_ resultCode: ResultCode = .ok) -> [UInt8] {
        frame([Message(MessageHeader(info3: .last, resultCode: resultCode))])
    }

    private static func batch(_ request: [UInt8]) -> [UInt8] {
        let indices = (try? BatchRows(request: request))?.indices ?? []
        return frame(indices.map { Message(MessageHeader(generation: 1, timeout: $0)) }) + end()
    }
}
