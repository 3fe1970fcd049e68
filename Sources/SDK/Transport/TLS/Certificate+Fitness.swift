internal import CAerospikeOpenSSL

// Every call below looks at a certificate, or a key, that this process holds for longer than the call lasts.

/// What a certificate is good for, as the peers of a client see it.
extension Certificate {
    /// What it says, for people.
    var facts: CertificateFacts { unsafe CertificateFacts(handle) }

    /// Whether its time is over.
    var hasExpired: Bool { unsafe X509_cmp_current_time(X509_get0_notAfter(handle)) < 0 }

    /// Whether its time has not begun.
    var isForLater: Bool { unsafe X509_cmp_current_time(X509_get0_notBefore(handle)) > 0 }

    /// Whether a client may show it: its extensions, where it has any, do not keep it to other uses.
    var mayBeClients: Bool { unsafe X509_check_purpose(handle, X509_PURPOSE_SSL_CLIENT, 0) == 1 }

    /// Whether trusting it means something: it may sign others, or it is a server's own that signs itself.
    var mayBeTrusted: Bool {
        unsafe X509_check_ca(handle) != 0 || X509_get_extension_flags(handle) & UInt32(EXFLAG_SS) != 0
    }

    /// Whether a private key is its own.
    func belongs(to key: PrivateKey) -> Bool {
        defer { OpenSSLFault.forget() }
        return unsafe X509_check_private_key(handle, key.handle) == 1
    }
}
