/// A command on one record: its key, and what to do.
package struct RecordCommand: Hashable, Sendable {
    package let key: Key
    package let action: RecordAction

    package init(_ key: Key, _ action: RecordAction) {
        self.key = key
        self.action = action
    }

    /// Writes the whole request.
    package func encode(_ settings: BehaviorSettings, _ mode: ConsistencyMode = .availability) -> [UInt8] {
        var writer = ByteWriter()
        let operations = action.operations
        let storedKey = settings.sendKey && action.isWrite ? key.userKey : nil
        var header = action.header(settings, mode)
        header.timeout = settings.serverTimeout
        header.info4 = .errorDetail(settings.errorDetailVerbosity)
        header.fieldCount = 2 + (key.setName.isEmpty ? 0 : 1) + (storedKey == nil ? 0 : 1)
        header.operationCount = UInt16(truncatingIfNeeded: operations.count)
        writer.frame(.message) { writer in
            header.write(to: &writer)
            writer.field(.namespace, key.namespace)
            if !key.setName.isEmpty { writer.field(.setName, key.setName) }
            writer.field(key.digest)
            if let storedKey { writer.field(storedKey) }
            for operation in operations { operation.write(to: &writer) }
        }
        return writer.bytes
    }
}
