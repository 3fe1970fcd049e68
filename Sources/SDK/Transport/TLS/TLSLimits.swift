/// The bounds of what TLS reads and holds.
package enum TLSLimits {
    /// How many bytes of ciphertext wait in each direction of a connection: a few of the protocol's records of 16 KiB.
    package static let ciphertextLength = 64 << 10
    /// The largest file of certificates or keys.
    package static let fileLength = 8 << 20
    /// The most files of a folder of authorities that are read.
    package static let filesPerFolder = 4096
    /// The most certificates that one file may hold.
    package static let certificatesPerFile = 4096
    /// The longest name that a server is expected to prove: the longest that DNS knows.
    package static let nameLength = 253
    /// After how many findings about one configuration's files the search for more ends.
    static let findings = 100
    /// How many of a certificate's names are shown.
    package static let namesShown = 8
    /// The longest text of a certificate that is shown.
    package static let textShown = 200
}
