internal import AerospikeSDK

/// What other threads may know of the sandbox without asking its thread.
final class SandboxBoard: Sendable {
    private struct State {
        var nodes: [SandboxNode] = []
        var files: SandboxFiles?
    }

    private let state = Lock(State())

    var nodes: [SandboxNode] {
        get { state.withLock { $0.nodes } }
        set { state.withLock { $0.nodes = newValue } }
    }

    var files: SandboxFiles? {
        get { state.withLock { $0.files } }
        set { state.withLock { $0.files = newValue } }
    }
}
