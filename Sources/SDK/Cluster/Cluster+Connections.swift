/// What is done about the connections of commands after each tend.
extension Cluster {
    /// Lets windows of errors end, closes what has idled for too long, and opens what is missing of the fewest connections.
    ///
    /// Nothing is waited for: event loops open theirs as they do for commands, and those of threads are opened by a thread
    /// of their own. So a node is warm soon after it is met, and connecting takes no longer.
    func keepConnections() {
        let now = MonotonicTime.now()
        for node in topology.nodes {
            node.endpoint.endWindow(at: now)
            node.endpoint.trimBlocking(at: now)
            guard node.endpoint.limits.minimum > 0 else { continue }
            if servesThreads { node.endpoint.fillBlocking() } else { fill(node.endpoint) }
        }
    }

    /// Spreads the fewest connections over the event loops.
    private func fill(_ endpoint: Endpoint) {
        let (minimum, count) = (endpoint.limits.minimum, loops.count)
        for (place, loop) in loops.enumerated() {
            let share = minimum / count + (place < minimum % count ? 1 : 0)
            loop.perform { loop in loop.pool(of: endpoint).fill(to: share) }
        }
    }
}
