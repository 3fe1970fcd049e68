// Of certificates and keys: what is found when their files are opened.

extension Diagnostic.Explanation {
    static let unusableFile = Self(
        """
        A file or folder that the profile names is missing, or the process may not read it, or it is no file but a folder, a \
        named pipe or a device. A relative path starts from the folder of the profile that names it, not from where the \
        program was started.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                ca_file: certs/missing.pem
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                ca_file: certs/ca.pem
            """)

    static let malformedFile = Self(
        """
        Certificates and keys are read in PEM: text with lines such as 'BEGIN CERTIFICATE' and 'BEGIN PRIVATE KEY'. This file \
        holds nothing of the kind that is wanted, or what it holds is cut short or damaged. A file in DER is turned into PEM \
        by 'openssl x509 -inform der -in FILE'; a certificate and its key may have been named the wrong way round.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                ca_file: certs/notes.txt
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                ca_file: certs/ca.pem
            """)

    static let lockedKey = Self(
        """
        The private key is encrypted, and the profile gives no passphrase or a wrong one. Give it as \
        'client_key_password_file', or decrypt the key and protect its file instead.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/locked.pem
                client_key_file: certs/locked.key
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/locked.pem
                client_key_file: certs/locked.key
                client_key_password_file: secrets/passphrase
            """)

    static let expiredCertificate = Self(
        """
        A certificate's time is over: servers refuse a client's, and a client refuses servers that an expired authority \
        vouches for. Have it renewed. Where other authorities beside it still hold, an expired one is a warning: it can be \
        removed. If the date is not over yet, this machine's clock is wrong.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/expired.pem
                client_key_file: certs/expired.key
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/client.pem
                client_key_file: certs/client.key
            """)

    static let earlyCertificate = Self(
        """
        A certificate holds from a later moment on. It may have been made for later use, or the clock of this machine, or of \
        the one that made it, is wrong.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/later.pem
                client_key_file: certs/later.key
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/client.pem
                client_key_file: certs/client.key
            """)

    static let endingCertificate = Self(
        """
        A certificate holds now, but for less than 30 days more. Renew it in time: a running client reads its files again when \
        they change.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/ending.pem
                client_key_file: certs/ending.key
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/client.pem
                client_key_file: certs/client.key
            """)

    static let keyMismatch = Self(
        """
        A private key belongs to one certificate, which holds its public half. This key belongs to another: one of the two may \
        have been renewed without the other. The client's own certificate must be the first of its file; those of authorities \
        follow it.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/client.pem
                client_key_file: certs/other.key
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/client.pem
                client_key_file: certs/client.key
            """)

    static let unfitCertificate = Self(
        """
        The certificate is sound, but not for this use: it is for servers only (its extended key usage lacks clientAuth), it \
        is no authority's although it is named as one, or its key is weaker than OpenSSL accepts. Have one made that fits.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/server.pem
                client_key_file: certs/server.key
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/client.pem
                client_key_file: certs/client.key
            """)

    static let strayKey = Self(
        """
        A file of certificates is for all to read; a private key in it is easily copied along with them. Keep the key in a file \
        of its own, which only the service can read, and name it as 'client_key_file'.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/combined.pem
                client_key_file: certs/client.key
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls:
                client_cert_file: certs/client.pem
                client_key_file: certs/client.key
            """)
}
