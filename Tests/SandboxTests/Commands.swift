import AerospikeSDK

/// Frames of the simplest commands.
enum Commands {
    static let key = Key(namespace: "test", setName: "raw", userKey: .string("key"))

    static func put(_ value: Value, _ key: Key = key) -> [UInt8] {
        let operation = MessageOperation(.write, bin: "bin", value: value)
        return frame(MessageHeader(info2: .write), key, [operation])
    }

    static func get(_ key: Key = key) -> [UInt8] {
        frame(MessageHeader(info1: [.read, .getAll]), key, [])
    }

    private static func frame(_ header: MessageHeader, _ key: Key, _ operations: [MessageOperation]) -> [UInt8] {
        let fields = [
            MessageField(.namespace, Array(key.namespace.utf8)), MessageField(.setName, Array(key.setName.utf8)),
            MessageField(.digest, key.digest.bytes),
        ]
        var writer = ByteWriter()
        writer.frame(.message) { Message(header, fields: fields, operations: operations).write(to: &$0) }
        return writer.bytes
    }
}
