internal import AerospikeSDK
internal import CAerospikeLinux
internal import Glibc
internal import Synchronization

/// What other threads want done on the sandbox's thread.
final class SandboxMailbox: Sendable {
    typealias Job = @Sendable (SandboxServer) -> Void

    /// Becomes readable when there are jobs.
    let descriptor: Int32
    /// The jobs in order, or `nil` once nobody does them any more.
    private let jobs = Mutex<[Job]?>([])

    init() throws(AerospikeError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw AerospikeError(.connectionFailed, "the sandbox could not make an event descriptor (errno \(errno))")
        }
    }

    deinit { close(descriptor) }

    /// Leaves a job.
    ///
    /// - Returns: Whether it will be done.
    func post(_ job: @escaping Job) -> Bool {
        jobs.withLock { jobs in
            guard jobs != nil else { return false }
            jobs?.append(job)
            // The descriptor lives as long as this object; the system keeps no pointer.
            eventfd_write(descriptor, 1)
            return true
        }
    }

    /// Takes the jobs.
    func take() -> [Job] {
        jobs.withLock { jobs in
            var count: eventfd_t = 0
            unsafe eventfd_read(descriptor, &count)
            defer { if jobs != nil { jobs = [] } }
            return jobs ?? []
        }
    }

    /// Takes the last jobs; from now on none is accepted.
    func closeAndTake() -> [Job] {
        jobs.withLock { jobs in
            defer { jobs = nil }
            return jobs ?? []
        }
    }
}
