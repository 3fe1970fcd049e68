internal import CAerospikeOpenSSL

/// What two ends have agreed on, for a later connection to take up instead of proving everything again.
@safe
final class TLSSession: @unchecked Sendable {
    // Unchecked: nothing changes a session that is complete, and OpenSSL counts its references across threads.

    let handle: OpaquePointer

    /// Takes the session of a connection, once there is one that may be taken up.
    init?(of connection: OpaquePointer) {
        // The call adds a reference, which this object gives back, now or at its end.
        guard let handle = unsafe SSL_get1_session(connection) else { return nil }
        guard unsafe SSL_SESSION_is_resumable(handle) == 1 else {
            unsafe SSL_SESSION_free(handle)
            return nil
        }
        unsafe self.handle = unsafe handle
    }

    // Connections hold references of their own.
    deinit { unsafe SSL_SESSION_free(handle) }
}
