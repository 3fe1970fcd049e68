internal import Synchronization

/// What other threads may know of the sandbox without asking its thread.
final class SandboxBoard: Sendable {
    private let state = Mutex<[SandboxNode]>([])

    var nodes: [SandboxNode] {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
