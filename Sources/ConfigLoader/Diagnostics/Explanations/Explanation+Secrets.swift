// Of secrets: where they are kept, who can read them, and how they travel.

extension Diagnostic.Explanation {
    static let unreadableSecret = Self(
        """
        The file of a password is missing, cannot be read, is empty, or holds more than a password can be. The file holds \
        the password and nothing else; one line break at its end does not count. A relative path starts from the folder \
        of the profile that names it.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { user: app, password_file: secrets/missing }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { user: app, password_file: secrets/app }
            """)

    static let exposedSecret = Self(
        """
        A private key, a password file, or a profile with a password in it can be read by other users of the machine: by \
        those of the file's group, or by all. Take these rights away (chmod 600), and let the service own the file.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { user: app, password_file: secrets/shared }   # mode 0644
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { user: app, password_file: secrets/app }      # mode 0600
            """)

    static let plaintextSecret = Self(
        """
        The profile itself holds a password, or the default of one. Profiles are copied, reviewed and kept in version \
        control, and whoever sees one there has the password. Name a file, or let a reference fill it in from a variable \
        or a file; a default after ':-' is a password in the profile again.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { user: app, password: correct-horse }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { user: app, password: "${file:secrets/app}" }
            """)

    static let unencrypted = Self(
        """
        'external_insecure' sends the password as it is over a connection that anybody on the way can listen to. \
        'for_login_only' encrypts logins alone: records travel in clear, and with them the token of the session, with \
        which whoever listens can act as the user. Both are for networks that nobody else is in.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { mode: external_insecure, user: app, password_file: secrets/app }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls: { ca_file: certs/ca.pem }
              auth: { mode: external, user: app, password_file: secrets/app }
            """)
}
