extension AerospikeError {
    /// The kinds of failure; new kinds may be added without breaking code that compares them.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Hashable, Sendable {
            case invalidArgument, notSupported, clientClosed, cancelled, timeout
            case connectFailed, nameLookUpFailed, connectionFailed, connectionClosed, noMoreConnections
            case nodeUnavailable, nodeNotReady, nodeRefused, loginRefused, clusterNameMismatch
            case unknownNamespace, unknownName
            case circuitBreakerOpen
            case protocolViolation, foreignProtocol, tlsFailed, server
        }

        private let kind: Kind

        /// The code's name, such as `connectFailed`.
        public var description: String { kind.rawValue }

        /// An argument is outside what the call accepts.
        public static let invalidArgument = Code(kind: .invalidArgument)
        /// This version of the client, or the server, does not do that.
        public static let notSupported = Code(kind: .notSupported)
        /// The client was closed.
        public static let clientClosed = Code(kind: .clientClosed)
        /// The task was cancelled.
        public static let cancelled = Code(kind: .cancelled)
        /// The time allowed ran out.
        public static let timeout = Code(kind: .timeout)
        /// No seed could be reached; the causes say why, one for each seed.
        public static let connectFailed = Code(kind: .connectFailed)
        /// A host name has no address.
        public static let nameLookUpFailed = Code(kind: .nameLookUpFailed)
        /// A connection could not be made.
        public static let connectionFailed = Code(kind: .connectionFailed)
        /// A connection was closed or reset while it was in use.
        public static let connectionClosed = Code(kind: .connectionClosed)
        /// A node has as many connections as the settings allow.
        public static let noMoreConnections = Code(kind: .noMoreConnections)
        /// A node failed so often that it is left alone for a while; the message says why and until when.
        public static let circuitBreakerOpen = Code(kind: .circuitBreakerOpen)
        /// No node holds the partition just now.
        public static let nodeUnavailable = Code(kind: .nodeUnavailable)
        /// A server has started, but has not joined its cluster yet.
        public static let nodeNotReady = Code(kind: .nodeNotReady)
        /// A server answered, but it is not a node to work with.
        public static let nodeRefused = Code(kind: .nodeRefused)
        /// A server refused the login; the result code says why.
        public static let loginRefused = Code(kind: .loginRefused)
        /// A node belongs to another cluster.
        public static let clusterNameMismatch = Code(kind: .clusterNameMismatch)
        /// The cluster has no namespace of that name.
        public static let unknownNamespace = Code(kind: .unknownNamespace)
        /// Nothing goes by that name; the message lists what does.
        public static let unknownName = Code(kind: .unknownName)
        /// A server sent what the protocol does not allow.
        public static let protocolViolation = Code(kind: .protocolViolation)
        /// What answered does not speak the Aerospike protocol, but TLS or HTTP, say.
        public static let foreignProtocol = Code(kind: .foreignProtocol)
        /// A TLS connection could not be agreed on, or what came over it is not genuine.
        public static let tlsFailed = Code(kind: .tlsFailed)
        /// A server answered with a result code other than ok.
        public static let server = Code(kind: .server)

        /// Whether the same call could succeed a moment later.
        func isPassing(_ resultCode: ResultCode?) -> Bool {
            switch kind {
            case .timeout, .connectFailed, .nameLookUpFailed, .connectionFailed, .connectionClosed: true
            case .noMoreConnections, .nodeUnavailable, .nodeNotReady: true
            case .circuitBreakerOpen: true
            case .server, .loginRefused: resultCode?.isPassing ?? false
            case .invalidArgument, .notSupported, .clientClosed, .cancelled, .nodeRefused: false
            case .clusterNameMismatch, .unknownNamespace, .unknownName: false
            case .protocolViolation, .foreignProtocol, .tlsFailed: false
            }
        }
    }
}

extension ResultCode {
    /// Whether the server may well accept the same command a moment later.
    var isPassing: Bool {
        switch self {
        case .timeout, .partitionUnavailable, .deviceOverload, .keyBusy: true
        default: false
        }
    }

    /// Whether the server no longer takes a connection for logged in, so that whatever is asked there would be refused.
    var isOfLostLogin: Bool { self == .notAuthenticated || self == .expiredSession }
}
