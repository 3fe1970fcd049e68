import Glibc

/// A program that is run to its end.
///
/// Foundation's own waits until every descendant has closed what it inherited, which a server that was started never does.
enum ChildProcess {
    /// The program could not be run, or reported failure.
    struct Failure: Error {
        let call: String
        let status: Int32
    }

    /// Runs a program and waits for it on a thread of its own.
    static func run(_ program: String, _ arguments: String...) async throws {
        try await offPool {
            let status = exitStatus(of: [program] + arguments)
            guard status == 0 else {
                throw Failure(call: ([program] + arguments).joined(separator: " "), status: status)
            }
        }
    }

    private static func exitStatus(of call: [String]) -> Int32 {
        // The copies of the texts live until the child has ended; the list of them ends with the null that the call wants.
        var texts: [UnsafeMutablePointer<CChar>?] = unsafe call.map { unsafe strdup($0) }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        var child = pid_t()
        let failure = unsafe posix_spawn(&child, call[0], nil, nil, &texts, environ)
        guard failure == 0 else { return failure }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
