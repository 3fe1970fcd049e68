import CAerospikeYAML

/// What libyaml does with a text, and nothing else.
enum YAMLEvents {
    /// Reads all events of a text, and counts them.
    ///
    /// Unsafe because libyaml is C: the parser and each event are released here, and the bytes outlive both.
    static func count(_ text: [UInt8]) -> Int {
        unsafe text.withUnsafeBufferPointer { bytes in
            var parser = unsafe yaml_parser_t()
            guard unsafe yaml_parser_initialize(&parser) == 1 else { return 0 }
            defer { unsafe yaml_parser_delete(&parser) }
            unsafe yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            var count = 0
            while true {
                var event = unsafe yaml_event_t()
                guard unsafe yaml_parser_parse(&parser, &event) == 1 else { return count }
                count += 1
                let isLast = unsafe event.type == YAML_STREAM_END_EVENT
                unsafe yaml_event_delete(&event)
                if isLast { return count }
            }
        }
    }
}
