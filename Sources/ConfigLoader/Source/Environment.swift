import Glibc

/// The variables around the process, as what reads them takes them: a test passes its own.
package typealias Environment = @Sendable (_ variable: String) -> String?

/// The environment of this process.
enum ProcessEnvironment {
    /// The value of a variable.
    ///
    /// Unsafe because of C's `getenv`; what it points to is copied at once.
    static let variables: Environment = { name in unsafe getenv(name).map { unsafe String(cString: $0) } }
}
