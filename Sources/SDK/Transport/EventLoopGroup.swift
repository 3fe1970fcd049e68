internal import Synchronization

/// The event loops of one client.
package final class EventLoopGroup: Sendable {
    package let loops: [EventLoop]
    private let turn = Atomic<Int>(0)

    private init(_ loops: [EventLoop]) { self.loops = loops }

    /// Starts the threads, one at least.
    package static func start(count: Int) throws(SystemError) -> EventLoopGroup {
        var loops: [EventLoop] = []
        do throws(SystemError) {
            for _ in 0..<max(1, count) { loops.append(try EventLoop.start()) }
        } catch {
            for loop in loops { loop.stopSoon() }
            throw error
        }
        return EventLoopGroup(loops)
    }

    /// The loop on whose thread this is, else each in turn.
    package var next: EventLoop {
        if let current = EventLoop.current, loops.contains(where: { $0 === current }) { return current }
        guard loops.count > 1 else { return loops[0] }
        let turn = turn.wrappingAdd(1, ordering: .relaxed).newValue
        return loops[Int(UInt(bitPattern: turn) % UInt(loops.count))]
    }

    package func stopSoon() {
        for loop in loops { loop.stopSoon() }
    }
}
