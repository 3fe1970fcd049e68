/// Puts frames together from bytes as they arrive.
///
/// The driver reads into the free end of the buffer, says how much came, and takes whole frames until there is none.
/// The buffer grows with what has really arrived, so that a header that lies about its length costs nothing.
package struct FrameAssembler {
    /// One frame: its type, and where its body lies in the buffer until the next bytes are read.
    package struct Frame {
        package let type: FrameType
        package let range: Range<Int>
    }

    private static let initialCapacity = 16 << 10
    /// A buffer that grew beyond this for one large frame is given back when it is empty.
    private static let retainedCapacity = 256 << 10

    private var buffer: [UInt8] = []
    private var start = 0
    private var end = 0

    package init() {}

    /// How many bytes the last read could have brought.
    package private(set) var lastRoom = 0

    /// How many bytes have arrived that no frame has taken.
    package var pending: Int { end - start }

    /// Lets the driver read into the buffer's free end.
    ///
    /// - Parameter read: Fills the buffer from its start and returns how many bytes it wrote.
    /// - Returns: What `read` returned.
    package mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        makeRoom()
        let (from, capacity) = (end, buffer.count)
        lastRoom = capacity - from
        // `recv` and its like write to memory: the pointer covers the free end only and does not leave the closure.
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[from..<capacity])
            return unsafe read(free)
        }
        if count > 0 { end += min(count, capacity - from) }
        return count
    }

    /// Takes the next whole frame.
    ///
    /// - Returns: The frame, or `nil` until more bytes arrive.
    /// - Throws: `WireError` when what has arrived cannot be a frame.
    package mutating func next() throws(WireError) -> Frame? {
        guard pending >= FrameHeader.length else {
            // What speaks another protocol may never send enough for a header.
            if pending > 0, buffer[start] != FrameHeader.version { throw .unknownVersion(buffer[start]) }
            return nil
        }
        var reader = ByteReader(buffer.span.extracting(start..<end))
        let header = try FrameHeader(from: &reader)
        let bodyStart = start + FrameHeader.length
        guard end - bodyStart >= header.bodyLength else { return nil }
        start = bodyStart + header.bodyLength
        return Frame(type: header.type, range: bodyStart..<start)
    }

    /// Lends the bytes of a frame just taken.
    package func withBytes<Outcome>(
        of frame: Frame,
        _ body: (Span<UInt8>) throws(WireError) -> Outcome
    ) throws(WireError) -> Outcome {
        try body(buffer.span.extracting(frame.range))
    }

    private mutating func makeRoom() {
        if start == end {
            (start, end) = (0, 0)
            if buffer.count > Self.retainedCapacity { buffer = [] }
        } else if start > 0, end == buffer.count {
            buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
            (start, end) = (0, end - start)
        }
        if end == buffer.count {
            // An array is copied as a whole; other sequences byte by byte, which takes seconds without optimisation.
            buffer += [UInt8](repeating: 0, count: max(Self.initialCapacity, buffer.count))
        }
    }
}
