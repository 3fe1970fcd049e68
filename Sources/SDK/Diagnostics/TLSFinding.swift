/// Something that is wrong, or will be soon, with a file that a TLS configuration names.
package struct TLSFinding: Hashable, Sendable {
    /// The setting that the finding is about.
    package enum Setting: Hashable, Sendable {
        case caFile, caPath, clientCertFile, clientKeyFile
    }

    /// The kinds of findings.
    package enum Kind: Hashable, Sendable {
        /// The file or folder cannot be read.
        case unreadable
        /// What is to be in it is not, or is damaged.
        case malformed
        /// The private key is encrypted, and the passphrase is missing or wrong.
        case locked
        /// The certificate's time is over.
        case expired
        /// The certificate's time has not begun.
        case early
        /// The certificate ends soon.
        case ending
        /// The key is not the certificate's.
        case mismatch
        /// The certificate may not be used for this.
        case unfit
        /// A private key lies among certificates.
        case strayKey
    }

    package let setting: Setting
    package let kind: Kind
    /// Whether a client can connect all the same.
    package var isWarning = false
    package let message: String
    package var advice: String?
}
