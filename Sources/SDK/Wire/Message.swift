/// A command or an answer with all its fields and operations.
///
/// The client writes commands piece by piece and reads answers into records, because these are its fast paths; this
/// form serves the sandbox, the fuzzer and tests, which look at messages from the other end.
package struct Message: Hashable, Sendable {
    package var header: MessageHeader
    package var fields: [MessageField]
    package var operations: [MessageOperation]

    /// Creates a message; the counts of its header follow its content.
    package init(_ header: MessageHeader, fields: [MessageField] = [], operations: [MessageOperation] = []) {
        self.header = header
        self.fields = fields
        self.operations = operations
        self.header.fieldCount = UInt16(truncatingIfNeeded: fields.count)
        self.header.operationCount = UInt16(truncatingIfNeeded: operations.count)
    }

    package init(from reader: inout ByteReader) throws(WireError) {
        header = try MessageHeader(from: &reader)
        fields = []
        operations = []
        for _ in 0..<header.fieldCount { fields.append(try MessageField(from: &reader)) }
        for _ in 0..<header.operationCount { operations.append(try MessageOperation(from: &reader)) }
    }

    package func write(to writer: inout ByteWriter) {
        header.write(to: &writer)
        for field in fields { field.write(to: &writer) }
        for operation in operations { operation.write(to: &writer) }
    }

    /// The content of the first field of a type.
    package func field(_ type: FieldType) -> [UInt8]? {
        fields.first { $0.type == type }?.bytes
    }
}
