extension ResultCode: CustomStringConvertible {
    /// The code and what it means, such as `2 (record not found)`.
    public var description: String {
        guard let meaning else { return "\(rawValue) (a code that this client does not know)" }
        return "\(rawValue) (\(meaning))"
    }

    private var meaning: String? { Self.meanings[self] }

    private static let meanings: [ResultCode: String] = [
        .ok: "ok",
        .serverError: "server error",
        .keyNotFound: "record not found",
        .generationError: "generation mismatch",
        .parameterError: "parameter refused",
        .keyExists: "record exists",
        .binExists: "bin exists",
        .clusterKeyMismatch: "cluster key mismatch",
        .serverMemoryError: "server out of room",
        .timeout: "timed out on the server",
        .alwaysForbidden: "always forbidden",
        .partitionUnavailable: "partition unavailable",
        .binTypeError: "bin type mismatch",
        .recordTooBig: "record too big",
        .keyBusy: "record busy",
        .scanAborted: "scan aborted",
        .unsupportedFeature: "not supported by the server",
        .binNotFound: "bin not found",
        .deviceOverload: "storage overloaded",
        .keyMismatch: "key mismatch",
        .invalidNamespace: "unknown namespace",
        .binNameTooLong: "bin name too long",
        .forbidden: "forbidden at this time",
        .elementNotFound: "element not found",
        .elementExists: "element exists",
        .enterpriseOnly: "Enterprise Edition only",
        .operationNotApplicable: "operation not applicable",
        .filteredOut: "filtered out",
        .lostConflict: "lost a conflict",
        .queryEnd: "end of query",
        .securityNotSupported: "security not supported",
        .securityNotEnabled: "security not enabled",
        .invalidUser: "unknown or locked user",
        .invalidPassword: "invalid password",
        .expiredPassword: "expired password",
        .forbiddenPassword: "forbidden password",
        .invalidCredential: "wrong credential",
        .expiredSession: "expired session",
        .notAuthenticated: "not authenticated",
        .roleViolation: "role violation",
        .notAllowlisted: "address not allowed",
        .quotaExceeded: "quota exceeded",
        .batchDisabled: "batch disabled",
        .batchMaxRequestsExceeded: "batch too large",
        .batchQueuesFull: "batch queues full",
        .indexExists: "index exists",
        .indexNotFound: "index not found",
        .queryAborted: "query aborted",
        .queryQueueFull: "query queue full",
        .queryTimeout: "query timed out",
    ]
}
