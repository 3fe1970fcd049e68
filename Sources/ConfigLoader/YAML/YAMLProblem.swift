/// Why a text could not be turned into nodes at all.
struct YAMLProblem: Error {
    var code: Diagnostic.Code
    var message: String

    var range: SourceRange

    /// What was being read, and where that began.
    var context: Located<String>?

    static func outOfMemory(layer: UInt16) -> YAMLProblem {
        YAMLProblem(
            code: .notYAML, message: "there is not enough memory to read it", range: .beginning(ofLayer: layer))
    }

    static func tooLarge(layer: UInt16) -> YAMLProblem {
        YAMLProblem(
            code: .unreadableFile, message: "it is larger than \(ProfileLimits.fileBytes) bytes",
            range: .beginning(ofLayer: layer))
    }

    static func limit(_ message: String, at range: SourceRange) -> YAMLProblem {
        YAMLProblem(code: .limit, message: message, range: range)
    }

    static func unknownEvent(at range: SourceRange) -> YAMLProblem {
        YAMLProblem(code: .notYAML, message: "libyaml reported an event that it does not document", range: range)
    }

    static func syntax(
        _ message: String,
        at place: SourceRange,
        context: String?,
        _ contextPlace: SourceRange
    ) -> YAMLProblem {
        let context = context.map { Located($0, at: contextPlace) }
        var problem = YAMLProblem(code: .notYAML, message: message, range: place)
        if let context, message == endOfStream {
            // What is never closed is found at the end of the file, but it is wrong where it begins.
            problem.message += " \(context.value)"
            problem.range = context.range
        } else if contextPlace != place {
            problem.context = context
        }
        return problem
    }

    private static let endOfStream = "found unexpected end of stream"
}

extension YAMLProblem {
    /// What to do about the mistakes that people make most, told from libyaml's own words.
    var help: String? {
        if message.hasPrefix(Self.endOfStream) { return "a quote or bracket is never closed" }
        return switch message {
        case "found character that cannot start any token":
            "YAML indents with spaces, not tabs; a value that begins with @ or ` needs quotes"
        case "mapping values are not allowed in this context":
            "a value that contains ': ' needs quotes; the keys of a mapping begin in the same column"
        case "could not find expected ':'":
            "a key is followed by ':' and a space"
        case "did not find expected key", "did not find expected '-' indicator":
            "look at the indentation of this line and the one before it"
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            "a comma or a bracket is missing; inside brackets, a value with ${…} needs quotes"
        default: nil
        }
    }
}
