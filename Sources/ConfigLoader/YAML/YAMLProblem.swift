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

    static func encoding(_ name: String, layer: UInt16) -> YAMLProblem {
        YAMLProblem(
            code: .notYAML, message: "the text is \(name), and not UTF-8", range: .beginning(ofLayer: layer))
    }

    static func limit(_ message: String, at range: SourceRange) -> YAMLProblem {
        YAMLProblem(code: .limit, message: message, range: range)
    }

    static let unknownAlias = "no anchor of this name stands before the alias"

    static let secondDocument = "a second document begins here"

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
        if let context, message == "found unexpected end of stream" {
            return unclosed("quote", at: context.range)
        }
        var problem = YAMLProblem(code: .notYAML, message: message, range: place)
        if contextPlace != place { problem.context = context }
        return problem
    }

    /// What is never closed is found at the end of the file, but it is wrong where it begins.
    static func unclosed(_ what: String, at range: SourceRange) -> YAMLProblem {
        YAMLProblem(code: .notYAML, message: "the \(what) that opens here is never closed", range: range)
    }
}

extension YAMLProblem {
    /// What to do about the mistakes that people make most, told from libyaml's own words.
    var help: String? {
        if message.contains("UTF-8") { return "save the file as UTF-8" }
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
        case "found unknown escape character":
            "in double quotes, \\ begins an escape: write \\\\, or take single quotes"
        case "control characters are not allowed":
            "in double quotes, an escape such as \\t or \\x1B stands for one"
        case "found incompatible YAML document": "profiles are YAML 1.1 or 1.2; leave this line out"
        case Self.unknownAlias: "anchors are written &name; text that begins with * needs quotes"
        case Self.secondDocument: "a profile is one document: leave the line out, or make two files"
        default: nil
        }
    }
}
