import AerospikeSDK

/// Feeds bytes to every decoder as though they came from a socket, and checks what must hold for all of them: nothing
/// traps, and what was read is written to bytes that mean the same.
enum WireFuzz {
    static func run(_ bytes: [UInt8]) {
        let bodies = frames(of: bytes, inChunksOf: bytes.count)
        precondition(bodies == frames(of: bytes, inChunksOf: 3), "frames do not depend on how bytes arrive")
        for body in bodies + [bytes] {
            checkMessages(body)
            checkInfo(body)
            checkAdmin(body)
            checkValues(body)
        }
    }

    /// The bodies of the frames up to the first byte that cannot belong to one.
    private static func frames(of bytes: [UInt8], inChunksOf size: Int) -> [[UInt8]] {
        var assembler = FrameAssembler()
        var bodies: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            // No more is written than there is room for, and the pointer does not leave the closure.
            let count = unsafe assembler.fill { free in
                let chunk = rest.prefix(min(size, free.count))
                unsafe free.copyBytes(from: chunk)
                return chunk.count
            }
            rest = rest.dropFirst(count)
            do throws(WireError) {
                while let frame = try assembler.next() {
                    bodies.append(try assembler.withBytes(of: frame) { span throws(WireError) in try bytesOf(span) })
                }
            } catch { return bodies }
        }
        return bodies
    }

    private static func bytesOf(_ span: Span<UInt8>) throws(WireError) -> [UInt8] {
        var reader = ByteReader(span)
        return try reader.array(span.count)
    }

    private static func checkMessages(_ body: [UInt8]) {
        _ = try? RecordAnswer(body: body.span)
        _ = try? RowGroup(body: body.span)
        var reader = ByteReader(body.span)
        while reader.remaining > 0, let message = try? Message(from: &reader) {
            let written = bytes(message)
            var again = ByteReader(written.span)
            precondition((try? Message(from: &again)).map(bytes) == written, "a message is read as it was written")
            for field in message.fields { _ = Key.UserKey(field: field.bytes) }
        }
    }

    private static func bytes(_ message: Message) -> [UInt8] {
        var writer = ByteWriter()
        message.write(to: &writer)
        return writer.bytes
    }

    private static func checkInfo(_ body: [UInt8]) {
        if let names = try? InfoMessage.parseRequest(body.span) {
            let frame = Array(InfoMessage.request(names).dropFirst(FrameHeader.length))
            precondition((try? InfoMessage.parseRequest(frame.span)) == names, "names are read as they were written")
        }
        guard let answers = try? InfoMessage.parseResponse(body.span) else { return }
        let frame = Array(InfoMessage.response(answers).dropFirst(FrameHeader.length))
        precondition((try? InfoMessage.parseResponse(frame.span)) == answers, "answers are read as they were written")
        for answer in answers {
            _ = InfoRefusal(answer.value)
            _ = try? PeerList(parsing: answer.value)
            _ = try? ReplicaList(parsing: answer.value)
        }
    }

    private static func checkAdmin(_ body: [UInt8]) {
        var reader = ByteReader(body.span)
        guard let message = try? AdminMessage(from: &reader) else { return }
        let frame = Array(message.frame().dropFirst(FrameHeader.length))
        var again = ByteReader(frame.span)
        precondition((try? AdminMessage(from: &again)) == message, "a login is read as it was written")
    }

    private static func checkValues(_ body: [UInt8]) {
        var reader = ByteReader(body.span)
        if let value = try? Value(messagePack: &reader) { checkMessagePack(value) }
        guard let type = body.first.map(ParticleType.init(rawValue:)) else { return }
        let content = Array(body.dropFirst())
        var particle = ByteReader(content.span)
        guard let value = try? Value(type, from: &particle) else { return }
        // Compared as bytes, because a number that is not one differs from itself.
        let written = bytes(value)
        var again = ByteReader(written.span)
        let second = try? Value(value.particleType, from: &again)
        precondition(second.map(bytes) == written, "a value is read as it was written")
    }

    private static func checkMessagePack(_ value: Value) {
        precondition(value.isWithinNestingDepth, "what was read can be written")
        var writer = ByteWriter()
        writer.messagePack(value)
        var reader = ByteReader(writer.bytes.span)
        guard let again = try? Value(messagePack: &reader) else { preconditionFailure("what was written can be read") }
        var rewriter = ByteWriter()
        rewriter.messagePack(again)
        precondition(rewriter.bytes == writer.bytes, "a value is read as it was written")
        _ = (value.description, value.hashValue)
    }

    private static func bytes(_ value: Value) -> [UInt8] {
        var writer = ByteWriter()
        writer.particle(value)
        return writer.bytes
    }
}
