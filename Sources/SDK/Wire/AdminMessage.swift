/// Logins: a frame of 16 bytes of header and a few fields.
///
/// ```
///  0      1       2        3        4        16
///  +------+-------+--------+--------+--------+--------
///  | 0    | result| command| fields | zeros  | fields …
///  +------+-------+--------+--------+--------+--------
/// ```
/// Each field is four bytes of length that count what follows, one of id, then the data. Source: `as_admin.c` of the C
/// client.
package struct AdminMessage: Hashable, Sendable {
    package struct Command: RawRepresentable, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let authenticate = Command(rawValue: 0)
        package static let login = Command(rawValue: 20)
        package static let queryUsers = Command(rawValue: 9)
    }

    package struct FieldID: RawRepresentable, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let user = FieldID(rawValue: 0)
        package static let credential = FieldID(rawValue: 3)
        package static let clearPassword = FieldID(rawValue: 4)
        package static let sessionToken = FieldID(rawValue: 5)
        package static let sessionTTL = FieldID(rawValue: 6)
        package static let roles = FieldID(rawValue: 10)
    }

    package struct Field: Hashable, Sendable {
        package var id: FieldID
        package var bytes: [UInt8]

        package init(_ id: FieldID, _ bytes: [UInt8]) {
            self.id = id
            self.bytes = bytes
        }
    }

    package subscript(_ id: FieldID) -> [UInt8]? { fields.first { $0.id == id }?.bytes }

    private static let headerLength = 16

    package var command: Command
    package var resultCode: ResultCode
    package var fields: [Field]

    package init(_ command: Command, resultCode: ResultCode = .ok, fields: [Field] = []) {
        self.command = command
        self.resultCode = resultCode
        self.fields = fields
    }

    package init(from reader: inout ByteReader) throws(WireError) {
        try reader.skip(1)
        resultCode = ResultCode(rawValue: try reader.uint8())
        command = Command(rawValue: try reader.uint8())
        let count = try reader.uint8()
        try reader.skip(Self.headerLength - 4)
        fields = []
        for _ in 0..<count {
            let length = Int(try reader.integer(UInt32.self))
            guard length >= 1 else { throw .lengthOutOfBounds }
            let id = FieldID(rawValue: try reader.uint8())
            fields.append(Field(id, try reader.array(length - 1)))
        }
    }

    /// The whole frame.
    package func frame() -> [UInt8] {
        var writer = ByteWriter()
        writer.frame(.admin) { writer in
            writer.uint8(0)
            writer.uint8(resultCode.rawValue)
            writer.uint8(command.rawValue)
            writer.uint8(UInt8(truncatingIfNeeded: fields.count))
            writer.zeros(Self.headerLength - 4)
            for field in fields {
                writer.prefixedByLength { writer in
                    writer.uint8(field.id.rawValue)
                    writer.append(field.bytes)
                }
            }
        }
        return writer.bytes
    }
}
