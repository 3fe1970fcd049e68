internal import AerospikeSDK
internal import Glibc

/// How a node receives clients.
struct SandboxDoor {
    /// Where clients come in: in clear, over TLS, or both.
    var entrances: [SandboxEntrance] = []
    var conduct = SandboxConduct.serving
    /// How long the node holds back each answer.
    var delay: Duration = .zero

    /// The ports to tell clients of.
    var ports: SandboxPorts {
        SandboxPorts(
            clear: entrances.first { $0.context == nil }?.port, tls: entrances.first { $0.context != nil }?.port)
    }

    /// Takes the ports of a node: those that belong to its number, or any that are free.
    ///
    /// - Parameter context: What it shows its clients over TLS, or `nil` for a node that talks in clear alone.
    init(
        node: Int,
        of configuration: SandboxConfiguration,
        context: TLSContext?
    ) throws(AerospikeError) {
        let first = configuration.basePort.map { Int($0) + SandboxLimits.portsPerNode * node }
        do throws(AerospikeError) {
            entrances.append(try SandboxEntrance(port: first, context: context))
            guard let tls = configuration.tls, tls.acceptsClear || tls.endpoint == .terminator else { return }
            entrances.append(try SandboxEntrance(port: first.map { $0 + SandboxLimits.clearPortDistance }))
        } catch {
            closeEntrances()
            throw error
        }
    }

    /// Takes the ports of all nodes, or none.
    static func all(
        of configuration: SandboxConfiguration,
        context: TLSContext?
    ) throws(AerospikeError) -> [SandboxDoor] {
        var doors: [SandboxDoor] = []
        do throws(AerospikeError) {
            for node in 0..<configuration.nodeCount {
                doors.append(try SandboxDoor(node: node, of: configuration, context: context))
            }
            return doors
        } catch {
            for door in doors { door.closeEntrances() }
            throw error
        }
    }

    /// Whether new connections are taken.
    var isOpen: Bool { entrances.contains { $0.listener != nil } }

    /// Takes other ports, to move there later.
    ///
    /// - Parameter port: The first of them, or 0 for any that are free.
    /// - Returns: Entrances like those that there are, or `nil` for the ones that there are.
    func reserve(_ port: UInt16) throws(AerospikeError) -> [SandboxEntrance]? {
        guard port != entrances.first?.port else { return nil }
        var new: [SandboxEntrance] = []
        do throws(AerospikeError) {
            for (number, entrance) in entrances.enumerated() {
                let wanted = port == 0 ? 0 : Int(port) + SandboxLimits.clearPortDistance * number
                new.append(try SandboxEntrance(port: wanted, context: entrance.context))
            }
            return new
        } catch {
            for entrance in new { close(entrance.descriptor) }
            throw error
        }
    }

    /// Gives up its entrances for others; nobody must listen.
    mutating func move(to new: [SandboxEntrance]) {
        closeEntrances()
        entrances = new
    }

    /// Gives the ports back.
    func closeEntrances() {
        for entrance in entrances { close(entrance.descriptor) }
    }
}

/// A port of a node, and what is spoken there.
struct SandboxEntrance {
    let port: UInt16
    /// The socket that holds the port, whether somebody listens on it or not: no other process can take it.
    var descriptor: Int32
    /// The token under which the poller knows the listener, while somebody listens.
    var listener: UInt64?
    /// What the node shows its clients, or `nil` where it talks in clear.
    var context: TLSContext?

    init(port wanted: Int?, context: TLSContext? = nil) throws(AerospikeError) {
        guard let wanted = UInt16(exactly: wanted ?? 0) else {
            throw AerospikeError(.invalidArgument, "a node of the sandbox would need a port above 65535")
        }
        descriptor = try SandboxSocket.bound(to: wanted)
        port = SandboxSocket.port(of: descriptor)
        self.context = context
    }

    /// Keeps the port, but has connections to it refused.
    mutating func stopListening() throws(AerospikeError) {
        listener = nil
        close(descriptor)
        descriptor = -1
        // A process that is being started has a copy of every socket for a moment, of the one just closed as well.
        for _ in 0..<SandboxLimits.portTries {
            if let again = try? SandboxSocket.bound(to: port) {
                descriptor = again
                return
            }
            usleep(SandboxLimits.portPause)
        }
        descriptor = try SandboxSocket.bound(to: port)
    }
}

/// The ports of a node.
struct SandboxPorts: Hashable, ExpressibleByIntegerLiteral {
    /// Where the node talks in clear, if it does.
    let clear: UInt16?
    /// Where it talks over TLS, if it does.
    let tls: UInt16?

    init(clear: UInt16?, tls: UInt16?) {
        self.clear = clear
        self.tls = tls
    }

    /// The ports of a node that talks in clear alone.
    init(integerLiteral port: UInt16) { self.init(clear: port, tls: nil) }
}
