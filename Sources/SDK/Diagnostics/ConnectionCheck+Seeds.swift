extension ConnectionCheck {
    /// Whether anything takes connections at a seed; nothing is told, and what listens need not be a node.
    package static func isTaken(_ seed: Host, of definition: ClusterDefinition) async -> Bool {
        guard let loop = try? EventLoop.start() else { return false }
        var isTaken = false
        _ = await HostCheck(definition: definition, encryption: nil, logins: nil, loop: loop).meet(seed) { step in
            if step.name == .connect, step.status == .passed { isTaken = true }
        }
        await loop.stop()
        return isTaken
    }
}
