internal import Glibc

extension Cluster {
    /// The number of event loops of a client unless it is told otherwise: one for every two processors, up to four.
    ///
    /// A loop on its own thread carries tens of thousands of commands a second; the rest is the application's.
    package static var defaultLoopCount: Int {
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return max(1, min(4, processors / 2))
    }
}
