/// The outcome that a server gives a command.
///
/// Codes that this client does not know survive as themselves.
/// The codes are those of `as_status` in the C client and of the server's `proto.h`.
public struct ResultCode: RawRepresentable, Hashable, Sendable {
    /// The code on the wire.
    public let rawValue: UInt8

    /// Wraps a code, known or not.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }
}

extension ResultCode {
    /// The command was carried out.
    public static let ok = ResultCode(rawValue: 0)
    /// The server failed for a reason it does not tell.
    public static let serverError = ResultCode(rawValue: 1)
    /// There is no record of that key.
    public static let keyNotFound = ResultCode(rawValue: 2)
    /// The record's generation is not the expected one.
    public static let generationError = ResultCode(rawValue: 3)
    /// The server refused a parameter of the command.
    public static let parameterError = ResultCode(rawValue: 4)
    /// A record of that key exists already.
    public static let keyExists = ResultCode(rawValue: 5)
    /// A bin of that name exists already.
    public static let binExists = ResultCode(rawValue: 6)
    /// The cluster changed while the command ran.
    public static let clusterKeyMismatch = ResultCode(rawValue: 7)
    /// The server has no room for the write.
    public static let serverMemoryError = ResultCode(rawValue: 8)
    /// The server gave up on the command in its own time limit.
    public static let timeout = ResultCode(rawValue: 9)
    /// The operation is always forbidden in this configuration.
    public static let alwaysForbidden = ResultCode(rawValue: 10)
    /// The partition is not available on the node.
    public static let partitionUnavailable = ResultCode(rawValue: 11)
    /// The operation does not fit the type of the bin.
    public static let binTypeError = ResultCode(rawValue: 12)
    /// The record is larger than the namespace allows.
    public static let recordTooBig = ResultCode(rawValue: 13)
    /// Too many commands wait for the same record.
    public static let keyBusy = ResultCode(rawValue: 14)
    /// The query was ended before its end.
    public static let scanAborted = ResultCode(rawValue: 15)
    /// The server does not support the operation.
    public static let unsupportedFeature = ResultCode(rawValue: 16)
    /// There is no bin of that name.
    public static let binNotFound = ResultCode(rawValue: 17)
    /// The server's storage cannot keep up.
    public static let deviceOverload = ResultCode(rawValue: 18)
    /// The stored key is not the key of the command.
    public static let keyMismatch = ResultCode(rawValue: 19)
    /// The server has no namespace of that name.
    public static let invalidNamespace = ResultCode(rawValue: 20)
    /// The bin's name is too long, or the namespace has too many names.
    public static let binNameTooLong = ResultCode(rawValue: 21)
    /// The operation is not allowed at this time.
    public static let forbidden = ResultCode(rawValue: 22)
    /// There is no such element.
    public static let elementNotFound = ResultCode(rawValue: 23)
    /// There is such an element already.
    public static let elementExists = ResultCode(rawValue: 24)
    /// The feature belongs to the server's Enterprise Edition.
    public static let enterpriseOnly = ResultCode(rawValue: 25)
    /// The operation does not apply to the bin's present value.
    public static let operationNotApplicable = ResultCode(rawValue: 26)
    /// The filter excluded the record.
    public static let filteredOut = ResultCode(rawValue: 27)
    /// The newest write lost against one from elsewhere.
    public static let lostConflict = ResultCode(rawValue: 28)
    /// A text is not UTF-8.
    public static let invalidEncoding = ResultCode(rawValue: 29)
    /// Replication from another cluster has the record.
    public static let xdrKeyBusy = ResultCode(rawValue: 32)
    /// A query ended; a sign within the protocol, never a user's error.
    public static let queryEnd = ResultCode(rawValue: 50)
    /// The server has no security.
    public static let securityNotSupported = ResultCode(rawValue: 51)
    /// The server's security is switched off.
    public static let securityNotEnabled = ResultCode(rawValue: 52)
    /// The server does not know the way to log in.
    public static let securitySchemeNotSupported = ResultCode(rawValue: 53)
    /// The server does not know the administration command.
    public static let invalidCommand = ResultCode(rawValue: 54)
    /// A field of the administration command is malformed.
    public static let invalidField = ResultCode(rawValue: 55)
    /// The administration command does not fit the state of the connection.
    public static let illegalState = ResultCode(rawValue: 56)
    /// There is no such user, or the user is locked.
    public static let invalidUser = ResultCode(rawValue: 60)
    /// There is such a user already.
    public static let userExists = ResultCode(rawValue: 61)
    /// The password is not allowed.
    public static let invalidPassword = ResultCode(rawValue: 62)
    /// The password has expired.
    public static let expiredPassword = ResultCode(rawValue: 63)
    /// The password was used before, or logins by password are disabled.
    public static let forbiddenPassword = ResultCode(rawValue: 64)
    /// The credential is wrong.
    public static let invalidCredential = ResultCode(rawValue: 65)
    /// The session token has expired.
    public static let expiredSession = ResultCode(rawValue: 66)
    /// There is no such role.
    public static let invalidRole = ResultCode(rawValue: 70)
    /// There is such a role already.
    public static let roleExists = ResultCode(rawValue: 71)
    /// There is no such privilege.
    public static let invalidPrivilege = ResultCode(rawValue: 72)
    /// The list of allowed addresses is malformed.
    public static let invalidAllowlist = ResultCode(rawValue: 73)
    /// The server's quotas are switched off.
    public static let quotasNotEnabled = ResultCode(rawValue: 74)
    /// The quota is out of range.
    public static let invalidQuota = ResultCode(rawValue: 75)
    /// The connection is not logged in.
    public static let notAuthenticated = ResultCode(rawValue: 80)
    /// The user's roles do not allow this.
    public static let roleViolation = ResultCode(rawValue: 81)
    /// The client's address is not on the list of those allowed.
    public static let notAllowlisted = ResultCode(rawValue: 82)
    /// The user has used up a quota.
    public static let quotaExceeded = ResultCode(rawValue: 83)
    /// A user-defined function failed.
    public static let udfFailed = ResultCode(rawValue: 100)
    /// Another transaction holds the record.
    public static let transactionBlocked = ResultCode(rawValue: 120)
    /// The record changed since the transaction read it.
    public static let transactionVersionMismatch = ResultCode(rawValue: 121)
    /// The transaction ran out of time.
    public static let transactionExpired = ResultCode(rawValue: 122)
    /// The transaction wrote more records than the server allows.
    public static let transactionTooLarge = ResultCode(rawValue: 123)
    /// The transaction is committed already.
    public static let transactionCommitted = ResultCode(rawValue: 124)
    /// The transaction is aborted already.
    public static let transactionAborted = ResultCode(rawValue: 125)
    /// The transaction holds the record already.
    public static let transactionAlreadyLocked = ResultCode(rawValue: 126)
    /// The transaction has begun already.
    public static let transactionMonitorExists = ResultCode(rawValue: 127)
    /// The server does not do batches.
    public static let batchDisabled = ResultCode(rawValue: 150)
    /// The batch has more keys than the server allows.
    public static let batchMaxRequestsExceeded = ResultCode(rawValue: 151)
    /// The server's batch queues are full.
    public static let batchQueuesFull = ResultCode(rawValue: 152)
    /// The text is not GeoJSON that the server accepts.
    public static let invalidGeoJSON = ResultCode(rawValue: 160)
    /// There is such an index already.
    public static let indexExists = ResultCode(rawValue: 200)
    /// There is no such index.
    public static let indexNotFound = ResultCode(rawValue: 201)
    /// The index is still being built.
    public static let indexNotReadable = ResultCode(rawValue: 203)
    /// The index failed for a reason that the server does not tell.
    public static let indexError = ResultCode(rawValue: 204)
    /// The namespace has as many indexes as it may.
    public static let indexLimitReached = ResultCode(rawValue: 206)
    /// The query was ended by a user.
    public static let queryAborted = ResultCode(rawValue: 210)
    /// The server's query queue is full.
    public static let queryQueueFull = ResultCode(rawValue: 211)
    /// The query took too long on the server.
    public static let queryTimeout = ResultCode(rawValue: 212)
    /// The query failed for a reason that the server does not tell.
    public static let queryError = ResultCode(rawValue: 213)
}
