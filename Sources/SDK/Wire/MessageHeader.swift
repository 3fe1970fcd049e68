/// The 22 bytes before the fields and operations of a command or an answer.
///
/// ```
///  0     1      2      3      4      5       6            10        14        18      20     22
///  +-----+------+------+------+------+-------+------------+---------+---------+-------+------+
///  | 22  | info1| info2| info3| info4| result| generation | ttl     | timeout | fields| ops  |
///  +-----+------+------+------+------+-------+------------+---------+---------+-------+------+
/// ```
/// In a request, `ttl` is the record's new time to live in seconds and `timeout` the server's time in milliseconds. In
/// an answer, `ttl` is the moment at which the record expires and `timeout` the place of a batch's row. Source:
/// `as_msg` of the server and the C client.
package struct MessageHeader: Hashable, Sendable {
    package static let length = 22
    /// Where the number of fields stands.
    static let fieldCountOffset = 18

    package var info1: Info1
    package var info2: Info2
    package var info3: Info3
    package var info4: Info4
    package var resultCode: ResultCode
    package var generation: UInt32
    package var ttl: UInt32
    package var timeout: UInt32
    package var fieldCount: UInt16
    package var operationCount: UInt16

    package init(
        info1: Info1 = [],
        info2: Info2 = [],
        info3: Info3 = [],
        info4: Info4 = [],
        resultCode: ResultCode = .ok,
        generation: UInt32 = 0,
        ttl: UInt32 = 0,
        timeout: UInt32 = 0,
        fieldCount: UInt16 = 0,
        operationCount: UInt16 = 0
    ) {
        self.info1 = info1
        self.info2 = info2
        self.info3 = info3
        self.info4 = info4
        self.resultCode = resultCode
        self.generation = generation
        self.ttl = ttl
        self.timeout = timeout
        self.fieldCount = fieldCount
        self.operationCount = operationCount
    }

    package init(from reader: inout ByteReader) throws(WireError) {
        let length = try reader.uint8()
        guard length == Self.length else { throw .unexpectedHeaderLength(length) }
        info1 = Info1(rawValue: try reader.uint8())
        info2 = Info2(rawValue: try reader.uint8())
        info3 = Info3(rawValue: try reader.uint8())
        info4 = Info4(rawValue: try reader.uint8())
        resultCode = ResultCode(rawValue: try reader.uint8())
        generation = try reader.integer()
        ttl = try reader.integer()
        timeout = try reader.integer()
        fieldCount = try reader.integer()
        operationCount = try reader.integer()
    }

    package func write(to writer: inout ByteWriter) {
        writer.uint8(UInt8(Self.length))
        writer.uint8(info1.rawValue)
        writer.uint8(info2.rawValue)
        writer.uint8(info3.rawValue)
        writer.uint8(info4.rawValue)
        writer.uint8(resultCode.rawValue)
        writer.integer(generation)
        writer.integer(ttl)
        writer.integer(timeout)
        writer.integer(fieldCount)
        writer.integer(operationCount)
    }
}
