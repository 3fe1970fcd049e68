import AerospikeSDK

/// Fills what the environment and files hold into the scalars of a profile.
///
/// `${NAME}`, `${NAME:-default}`, `${file:PATH}` and `${file:PATH:-default}` are references; `$$` is a `$`; any other
/// `$` is itself. What is filled in is text: neither YAML nor a reference in it means anything.
struct Interpolation {
    /// A scalar with its references filled in.
    struct Filled {
        var text = ""

        /// Where the parts come from that are not in the profile.
        var origins: [Origin] = []

        /// What could not be filled in.
        var failures: [Failure] = []

        /// How much of the text stands in the profile itself, in bytes.
        fileprivate var ownBytes = 0

        /// Whether nothing of the text stands in the profile, not even as a default.
        var isFromOutside: Bool { ownBytes == 0 && !origins.isEmpty && !origins.contains(.fallback) }

        /// Adds text that stands in the profile itself.
        fileprivate mutating func append(own text: Substring) {
            self.text += text
            ownBytes += text.utf8.count
        }
    }

    /// Why a reference could not be filled in; never with more of the text than a name.
    struct Failure: Hashable {
        var message: String
        var help: String

        /// Before which `$` of the scalar, counted from 0, the reference stands, and how it is written.
        var dollar: Int
        var reference: String
    }

    private let environment: Environment
    private let profile: String?
    private var references = 0
    private var bytes = 0

    /// - Parameters:
    ///   - environment: The variables.
    ///   - profile: The profile's path, which paths of files are relative to; `nil` for the working directory.
    init(environment: @escaping Environment, profile: String?) {
        self.environment = environment
        self.profile = profile
    }

    /// Whether a scalar has anything to fill in.
    static func concerns(_ text: String) -> Bool { text.has(UInt8(ascii: "$")) }

    /// Fills in a scalar.
    ///
    /// - Throws: `YAMLProblem` at the scalar's range when a limit is exceeded.
    mutating func fill(_ text: String, at range: SourceRange) throws(YAMLProblem) -> Filled {
        var filled = Filled()
        var dollars = 0
        var rest = text[...]
        while let dollar = rest.utf8.firstIndex(of: UInt8(ascii: "$")) {
            filled.append(own: rest[..<dollar])
            rest = rest[rest.utf8.index(after: dollar)...]
            switch rest.utf8.first {
            case UInt8(ascii: "$"):
                filled.append(own: "$")
                rest = rest[rest.utf8.index(after: rest.startIndex)...]
                dollars += 2
            case UInt8(ascii: "{"):
                let end = rest.utf8.firstIndex(of: UInt8(ascii: "}"))
                let body = String(rest[rest.utf8.index(after: rest.startIndex)..<(end ?? rest.endIndex)])
                try fill(body, isClosed: end != nil, dollar: dollars, into: &filled, at: range)
                rest = end.map { rest[rest.utf8.index(after: $0)...] } ?? ""
                dollars += 1 + body.utf8.count { $0 == UInt8(ascii: "$") }
            default:
                filled.append(own: "$")
                dollars += 1
            }
        }
        filled.append(own: rest)
        guard filled.text.utf8.count <= ProfileLimits.scalarBytes else { throw Self.tooLong(range) }
        return filled
    }

    /// Fills in one reference, given without its braces.
    private mutating func fill(
        _ body: String,
        isClosed: Bool,
        dollar: Int,
        into filled: inout Filled,
        at range: SourceRange
    ) throws(YAMLProblem) {
        references += 1
        guard references <= ProfileLimits.references else {
            throw .limit("a profile holds at most \(ProfileLimits.references) references", at: range)
        }
        func fail(_ message: String, _ help: String) {
            filled.failures.append(
                Failure(message: message, help: help, dollar: dollar, reference: isClosed ? "${\(body)}" : "${"))
        }
        guard isClosed else { return fail("'${' is never closed", Reference.grammar) }
        guard let reference = Reference(body) else {
            return fail("this is not the reference that '${' begins", Reference.grammar)
        }
        do throws(Unavailable) {
            let (text, origin) = try value(of: reference)
            bytes += text.utf8.count
            filled.text += text
            filled.origins.append(origin)
        } catch {
            fail(error.message, error.help)
        }
        guard bytes <= ProfileLimits.filledBytes else { throw Self.tooLong(range) }
    }

    private static func tooLong(_ range: SourceRange) -> YAMLProblem {
        .limit(
            "references fill in more than \(ProfileLimits.scalarBytes) bytes a scalar or \(ProfileLimits.filledBytes) in all",
            at: range)
    }
}

extension Interpolation {
    private struct Unavailable: Error {
        var message: String
        var help: String
    }

    /// The text that a reference stands for, and where it comes from.
    private func value(of reference: Reference) throws(Unavailable) -> (String, Origin) {
        switch reference.target {
        case .variable(let name):
            let value = environment(name)
            // As in a shell, a default also stands for what is empty.
            if let fallback = reference.fallback, value?.isEmpty ?? true { return (fallback, .fallback) }
            if let value { return (value, .variable(name)) }
            throw Unavailable(
                message: "the environment variable \(name.quoted) is not set",
                help: "set it, or give it a default: ${\(name.shown):-default}")
        case .file(let name):
            do throws(FileProblem) {
                let path = ProfilePath.absolute(name, besides: profile)
                return (try TextFile.read(path: path, limit: ProfileLimits.scalarBytes), .file(name))
            } catch {
                // A file that is there but cannot be used is a mistake, which no default may hide.
                if let fallback = reference.fallback, error.isMissing { return (fallback, .fallback) }
                throw Unavailable(
                    message: "the file \(name.quoted) cannot be used: \(error.reason)",
                    help: error.isMissing
                        ? "a path in a profile is relative to the profile's folder"
                        : "what is filled in is a file of text, of at most \(ProfileLimits.scalarBytes) bytes")
            }
        }
    }
}
