import CAerospikeYAML

/// Reads the events of a YAML text with libyaml; nothing else in this package touches libyaml.
///
/// Unsafe because libyaml is C. It holds for the whole reader: the parser stands on the heap and never moves, because
/// libyaml keeps pointers into it; the bytes outlive it, because it exists only inside `withEvents`; an event is
/// copied to Swift values before it is released; enumerations of C arrive as plain numbers and are never trusted.
@safe
struct YAMLEventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let layer: UInt16
    private let bytes: [UInt8]

    /// Runs a body that pulls events out of UTF-8 bytes, which are those of a layer of the profile.
    static func withEvents<Result>(
        of bytes: [UInt8],
        layer: UInt16,
        _ body: (inout YAMLEventReader) throws(YAMLProblem) -> Result
    ) throws(YAMLProblem) -> Result {
        try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(YAMLProblem) -> Result in
            var reader = unsafe try YAMLEventReader(bytes, buffer, layer: layer)
            return try body(&reader)
        }
    }

    private init(
        _ bytes: [UInt8],
        _ buffer: UnsafeBufferPointer<UInt8>,
        layer: UInt16
    ) throws(YAMLProblem) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw .outOfMemory(layer: layer)
        }
        unsafe self.parser = unsafe parser
        self.layer = layer
        self.bytes = bytes
        // Without this, libyaml takes a byte order mark as leave to read UTF-16.
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// The next event; after the end of the stream there is none to ask for.
    mutating func next() throws(YAMLProblem) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { unsafe yaml_event_delete(&event) }
        return try unsafe translate(event)
    }

    private func translate(_ event: yaml_event_t) throws(YAMLProblem) -> YAMLEvent {
        let range = unsafe SourceRange(
            Self.position(event.start_mark), Self.position(event.end_mark), layer: layer)
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return YAMLEvent(kind: .streamStart, range: range)
        case YAML_STREAM_END_EVENT: return YAMLEvent(kind: .streamEnd, range: range)
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, range: range)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, range: range)
        case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, range: range)
        case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, range: range)
        case YAML_ALIAS_EVENT:
            return YAMLEvent(kind: .alias(unsafe Self.text(event.data.alias.anchor) ?? ""), range: range)
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            return unsafe YAMLEvent(
                kind: .sequenceStart, range: range, properties: Self.properties(start.anchor, start.tag))
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            return unsafe YAMLEvent(
                kind: .mappingStart, range: range, properties: Self.properties(start.anchor, start.tag))
        case YAML_SCALAR_EVENT: return try unsafe scalar(event.data.scalar, range)
        default: throw .unknownEvent(at: range)
        }
    }

    private func scalar(
        _ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar,
        _ range: SourceRange
    ) throws(YAMLProblem) -> YAMLEvent {
        guard unsafe scalar.length <= ProfileLimits.scalarBytes else {
            throw .limit("a scalar is longer than \(ProfileLimits.scalarBytes) bytes", at: range)
        }
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
        return unsafe YAMLEvent(
            kind: .scalar(text, isPlain: isPlain), range: range,
            properties: Self.properties(scalar.anchor, scalar.tag))
    }

    /// libyaml's own account of why it stopped.
    private func problem() -> YAMLProblem {
        let message = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "unknown problem"
        switch unsafe parser.pointee.error {
        case YAML_MEMORY_ERROR: return .outOfMemory(layer: layer)
        case YAML_READER_ERROR:
            let offset = unsafe Int(clamping: parser.pointee.problem_offset)
            let place = SourceLines(bytes).position(ofByte: offset)
            return YAMLProblem(
                code: .notYAML, message: message, range: SourceRange(place, place, layer: layer))
        default:
            if let bracket = unclosedBracket { return .unclosed("bracket", at: bracket) }
            let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
            let place = unsafe Self.position(parser.pointee.problem_mark)
            let contextPlace = unsafe Self.position(parser.pointee.context_mark)
            return .syntax(
                message, at: SourceRange(place, place, layer: layer),
                context: context, SourceRange(contextPlace, contextPlace, layer: layer))
        }
    }

    /// The innermost bracket that is open when the parser meets the end of the text.
    private var unclosedBracket: SourceRange? {
        let tokens = unsafe parser.pointee.tokens
        guard unsafe parser.pointee.error == YAML_PARSER_ERROR, unsafe parser.pointee.flow_level > 0,
            unsafe tokens.head != tokens.tail,
            unsafe tokens.head.pointee.type == YAML_STREAM_END_TOKEN
        else { return nil }
        // The parser has either told the bracket's place already, or still keeps it among those of what it is in.
        let marks = unsafe parser.pointee.marks
        let hasContext = unsafe parser.pointee.context.map { unsafe String(cString: $0) }?.hasSuffix(" node") == false
        guard unsafe hasContext || marks.top != marks.start else { return nil }
        let place = unsafe Self.position(hasContext ? parser.pointee.context_mark : marks.top[-1])
        return SourceRange(place, place, layer: layer)
    }

    private static func position(_ mark: yaml_mark_t) -> SourcePosition {
        SourcePosition(line: UInt32(clamping: mark.line &+ 1), column: UInt32(clamping: mark.column &+ 1))
    }

    private static func properties(
        _ anchor: UnsafeMutablePointer<yaml_char_t>?,
        _ tag: UnsafeMutablePointer<yaml_char_t>?
    ) -> YAMLEvent.Properties? {
        guard unsafe anchor != nil || tag != nil else { return nil }
        return unsafe YAMLEvent.Properties(anchor: text(anchor), tag: text(tag))
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe pointer.map { unsafe String(cString: $0) }
    }
}
