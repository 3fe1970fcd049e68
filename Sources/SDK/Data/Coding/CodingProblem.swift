/// What is wrong with something that is encoded or decoded.
///
/// The errors of the standard library carry it, so that a type which tries one form after the other catches what it
/// would of any coder; at the top it becomes an ``AerospikeError`` that names the bin and the path.
struct CodingProblem: Error {
    var message: String
    var advice: String?
    /// What code of the user threw.
    var cause: AerospikeError?

    init(_ message: String, advice: String? = nil, cause: AerospikeError? = nil) {
        self.message = message
        self.advice = advice
        self.cause = cause
    }

    /// A value, or its absence, where another was expected.
    static func expected(_ what: String, found: String) -> CodingProblem {
        CodingProblem("expected \(what), found \(found)")
    }

    static func expected(_ what: String, found value: Value) -> CodingProblem {
        expected(what, found: value.kind)
    }

    /// Something that a type of the user threw while it was encoded or decoded.
    ///
    /// Only the name of what was thrown is told: its text may hold the value.
    static func thrown(_ error: any Error, by type: Any.Type, _ message: String) -> CodingProblem {
        let cause = error as? AerospikeError ?? AerospikeError(.invalidArgument, "\(type) threw \(name(of: error))")
        return CodingProblem(message, cause: cause)
    }

    static let nestedTooDeep = CodingProblem(
        "lists and maps nest at most \(WireLimits.nestingDepth) deep", advice: "flatten the value")

    private static func name(of error: any Error) -> String {
        switch error {
        case DecodingError.dataCorrupted: "DecodingError.dataCorrupted"
        case DecodingError.keyNotFound: "DecodingError.keyNotFound"
        case DecodingError.typeMismatch: "DecodingError.typeMismatch"
        case DecodingError.valueNotFound: "DecodingError.valueNotFound"
        case EncodingError.invalidValue: "EncodingError.invalidValue"
        default: "\(type(of: error))"
        }
    }
}

extension Value {
    /// What the value is, in a word or two.
    var kind: String {
        switch self {
        case .null: "null"
        case .integer, .unknown(.unsigned): "integer"
        case .double: "floating point number"
        case .boolean: "truth value"
        case .string: "text"
        case .blob: "blob"
        case .list: "list"
        case .map: "map"
        case .geoJSON: "GeoJSON"
        case .hyperLogLog: "HyperLogLog"
        case .unknown: "value of an unknown type"
        }
    }
}

extension EncodingError {
    static func refused(_ value: Any, _ problem: CodingProblem, at path: [any CodingKey]) -> EncodingError {
        .invalidValue(value, Context(codingPath: path, debugDescription: problem.message, underlyingError: problem))
    }
}

extension DecodingError.Context {
    init(_ problem: CodingProblem, at path: [any CodingKey]) {
        self.init(codingPath: path, debugDescription: problem.message, underlyingError: problem)
    }
}

extension Error {
    /// The problem that the error carries, when it was found by the coder or told to it already.
    var codingProblem: CodingProblem? { codingContext?.underlying as? CodingProblem }

    /// Where it happened, when the error says so.
    var codingPath: [any CodingKey]? { codingContext?.path }

    private var codingContext: (path: [any CodingKey], underlying: (any Error)?)? {
        switch self as any Error {
        case EncodingError.invalidValue(_, let context): (context.codingPath, context.underlyingError)
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            (context.codingPath, context.underlyingError)
        default: nil
        }
    }
}

extension DecodingError {
    /// A value that is not of the kind which a type is made of.
    static func unfit(
        _ value: Value,
        for type: Any.Type,
        _ problem: CodingProblem,
        at path: [any CodingKey]
    ) -> DecodingError {
        value.isNull ? .valueNotFound(type, .init(problem, at: path)) : .typeMismatch(type, .init(problem, at: path))
    }

    /// An error that a type threw while it decoded itself: of the same case where it has one, but told as a problem.
    static func thrown(_ error: any Error, _ problem: CodingProblem, at path: [any CodingKey]) -> DecodingError {
        let context = Context(problem, at: path)
        return switch error {
        case DecodingError.typeMismatch(let type, _): .typeMismatch(type, context)
        case DecodingError.valueNotFound(let type, _): .valueNotFound(type, context)
        case DecodingError.keyNotFound(let key, _): .keyNotFound(key, context)
        default: .dataCorrupted(context)
        }
    }
}
