@testable import AerospikeSDK

/// The body of the one frame that the bytes hold.
func body(of bytes: [UInt8]) throws -> (type: FrameType, body: [UInt8]) {
    var assembler = FrameAssembler()
    assembler.feed(bytes)
    guard let frame = try assembler.next(), assembler.pending == 0 else { throw WireError.truncated }
    let body = try assembler.withBytes(of: frame) { span throws(WireError) in [UInt8](copying: span) }
    return (frame.type, body)
}

/// Every message in the body of a frame: one in a request, several where an answer has several rows.
func messages(in body: [UInt8]) throws -> [Message] {
    var reader = ByteReader(body.span)
    var messages: [Message] = []
    while reader.remaining > 0 { messages.append(try Message(from: &reader)) }
    return messages
}

/// A whole frame of messages.
func frame(_ messages: [Message]) -> [UInt8] {
    var writer = ByteWriter()
    writer.frame(.message) { writer in
        for message in messages { message.write(to: &writer) }
    }
    return writer.bytes
}

/// The rows of a batch's or a query's answer, the mark of its end included.
func rows(in body: [UInt8]) throws -> [Row] {
    var reader = ByteReader(body.span)
    var rows: [Row] = []
    while reader.remaining > 0 { rows.append(try Row(from: &reader)) }
    return rows
}

extension Value {
    /// The value that MessagePack bytes hold, all of them.
    init(messagePack bytes: [UInt8]) throws {
        var reader = ByteReader(bytes.span)
        self = try Value(messagePack: &reader)
        guard reader.remaining == 0 else { throw WireError.trailingBytes(reader.remaining) }
    }

    var messagePack: [UInt8] {
        var writer = ByteWriter()
        writer.messagePack(self)
        return writer.bytes
    }

    /// The value of a bin with content of a type.
    init(_ type: ParticleType, _ content: [UInt8]) throws {
        var reader = ByteReader(content.span)
        self = try Value(type, from: &reader)
    }

    var particle: [UInt8] {
        var writer = ByteWriter()
        writer.particle(self)
        return writer.bytes
    }
}

extension FrameAssembler {
    /// Fills the free end with bytes as a socket would, in as many reads as it takes.
    mutating func feed(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // The buffer is valid within the closure, and no more is written than it has room for.
            let count = unsafe fill { free in
                let count = min(free.count, rest.count)
                unsafe free.copyBytes(from: rest.prefix(count))
                return count
            }
            rest = rest.dropFirst(count)
        }
    }
}

// A span must not outlive the array it views, so each of these holds the array while the decoder reads it.

extension RecordAnswer {
    init(_ body: [UInt8]) throws { try self.init(body: body.span) }
}

extension AdminMessage {
    init(_ body: [UInt8]) throws {
        var reader = ByteReader(body.span)
        try self.init(from: &reader)
    }
}

extension InfoMessage {
    static func names(in body: [UInt8]) throws -> [String] { try parseRequest(body.span) }

    static func answers(in body: [UInt8]) throws -> [Answer] { try parseResponse(body.span) }
}
