import AerospikeSDK
import AerospikeSandbox

/// The clusters that topics need.
enum Clusters {
    static let plain = SandboxConfiguration(nodeCount: 2)

    static let login = with { $0.users = [app] }

    /// Nodes that announce an address that leads nowhere, and to clients from outside another one.
    static let outside = with {
        $0.users = [app]
        $0.announcedAddress = "172.17.0.1"
        $0.alternateAddress = "10.0.0.1"
    }

    static let tls = with {
        $0.tls = SandboxTLS(name: "myTlsName")
        $0.users = [app]
        $0.announcedAddress = "172.17.0.1"
        $0.alternateAddress = "127.0.0.1"
    }

    static let mutualTLS = with {
        $0 = tls
        $0.tls?.requiresClientCertificate = true
    }

    static let tlsForLogins = with {
        $0.tls = SandboxTLS(name: "myTlsName")
        $0.tls?.acceptsClear = true
        $0.users = [app]
    }

    static let certificates = with {
        $0.tls = SandboxTLS(name: "myTlsName", requiresClientCertificate: true)
        $0.tls?.clientName = "app"
        $0.users = [SandboxUser("app", kind: .certificate)]
    }

    static let directory = with {
        $0.tls = SandboxTLS(name: "myTlsName")
        $0.users = [SandboxUser("app", password: "secret", kind: .external)]
    }

    static let racks = with { $0.racks = [1, 2] }

    private static let app = SandboxUser("app", password: "secret")

    private static func with(_ change: (inout SandboxConfiguration) -> Void) -> SandboxConfiguration {
        var configuration = plain
        change(&configuration)
        return configuration
    }
}
