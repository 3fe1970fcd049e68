internal import CAerospikeOpenSSL

/// One of the errors that OpenSSL keeps in a queue of the calling thread.
///
/// The queue must be empty before a call whose outcome is looked at: what another connection left there would be taken
/// for this one's.
struct OpenSSLFault: Hashable {
    private let code: UInt

    /// Empties the thread's queue.
    static func forget() {
        // Even this would set the library up.
        OpenSSLLibrary.prepare()
        ERR_clear_error()
    }

    /// Takes everything out of the thread's queue, the oldest first; OpenSSL keeps 16 at most.
    static func take() -> [OpenSSLFault] {
        var faults: [OpenSSLFault] = []
        while case let code = ERR_get_error(), code != 0 { faults.append(OpenSSLFault(code: code)) }
        return faults
    }

    /// Whether it is of the protocol, with one of the reasons `SSL_R_…`.
    func isProtocol(_ reason: Int32) -> Bool { ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == reason }

    /// Whether it is of the reading of PEM, with one of the reasons `PEM_R_…`.
    func isEncoding(_ reason: Int32) -> Bool { ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == reason }

    /// The peer's alert, when the fault is one.
    var alert: TLSAlert? {
        let offset = SSL_AD_REASON_OFFSET
        guard ERR_GET_LIB(code) == ERR_LIB_SSL, case let reason = ERR_GET_REASON(code), reason >= offset else {
            return nil
        }
        return UInt8(exactly: reason - offset).map(TLSAlert.init)
    }
}

extension OpenSSLFault: CustomStringConvertible {
    /// OpenSSL's words, such as `bad decrypt`.
    var description: String {
        // The text is a constant of the library.
        guard let words = unsafe ERR_reason_error_string(code) else { return "error \(code)" }
        return unsafe String(cString: words)
    }
}

extension Collection<OpenSSLFault> {
    /// The words of the first fault, which the others follow from.
    var words: String { first?.description ?? "OpenSSL gives no reason" }
}
