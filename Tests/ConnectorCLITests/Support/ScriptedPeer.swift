import AerospikeSDK
import Glibc
import Synchronization

/// A server that is not Aerospike, on a port of its own.
final class ScriptedPeer: Sendable {
    enum Script: Sendable {
        /// Takes a connection and closes it at once.
        case close
        /// Reads something, answers with bytes, and closes.
        case answer([UInt8])
        /// Answers a TLS greeting with an alert, and hangs up at anything else.
        case tls
        /// Takes connections and says nothing.
        case silence
        /// Holds the port without listening, so that connections are refused.
        case refuse
    }

    let port: UInt16
    private let listener: Int32
    private let isListening: Bool
    private let kept = Mutex<[Int32]>([])

    /// A port that was free a moment ago, and that the system gives to nobody who does not ask for it.
    static func freePort() -> UInt16 {
        while true {
            guard let peer = try? ScriptedPeer(.refuse, port: .random(in: 20000...30000)) else { continue }
            peer.stop()
            return peer.port
        }
    }

    init(_ script: Script, port: UInt16 = 0) throws {
        let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // The structure is passed with its size, and filled with the port that the system chose.
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                let status = unsafe bind(listener, pointer, length)
                return status == 0 ? unsafe getsockname(listener, pointer, &length) : status
            }
        }
        guard status == 0 else {
            let error = SystemError.last
            close(listener)
            throw error
        }
        self.listener = listener
        self.port = UInt16(bigEndian: address.sin_port)
        if case .refuse = script { isListening = false } else { isListening = true }
        guard isListening else { return }
        guard listen(listener, 16) == 0 else { throw SystemError.last }
        try Thread.start { [self] in serve(script) }
    }

    /// Ends the server and its connections.
    func stop() {
        // Whoever waits on the socket closes it: its number would go to the next one that anybody opens.
        if isListening { shutdown(listener, Int32(SHUT_RDWR)) } else { close(listener) }
        for connection in kept.withLock({ $0 }) { close(connection) }
    }

    private func serve(_ script: Script) {
        defer { close(listener) }
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            switch script {
            case .close, .refuse: close(connection)
            case .silence: kept.withLock { $0.append(connection) }
            case .answer(let bytes): answer(connection) { _ in bytes }
            case .tls: answer(connection) { $0.first == 0x16 ? [0x15, 3, 3, 0, 2, 2, 40] : [] }
            }
        }
    }

    private func answer(_ connection: Int32, _ reply: ([UInt8]) -> [UInt8]) {
        var request = [UInt8](repeating: 0, count: 4096)
        // Both buffers are passed with their lengths.
        _ = unsafe recv(connection, &request, request.count, 0)
        let bytes = reply(request)
        _ = unsafe send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        close(connection)
    }
}
