internal import CAerospikeOpenSSL

/// OpenSSL as a whole, which must be set up before its first use.
package enum OpenSSLLibrary {
    /// Sets the library up, once.
    ///
    /// By itself, OpenSSL cleans up when the process ends. Threads may still be at work in it then, or be ending and
    /// cleaning up after themselves, which now and then spoils the heap; the system takes everything back anyway.
    package static func prepare() { _ = isPrepared }

    private static let isPrepared = OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1
}
