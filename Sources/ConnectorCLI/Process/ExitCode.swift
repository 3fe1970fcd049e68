/// What the process tells whoever started it.
enum ExitCode: Int32 {
    case success = 0
    /// A step of the check failed, warnings are denied, or the sandbox could not start.
    case failed = 1
    /// The profile is wrong.
    case wrongProfile = 2
    /// The command line is wrong; `EX_USAGE` of `sysexits.h`.
    case usage = 64
    /// A signal ended the work; the process ends with 128 and the signal's number.
    case interrupted = 130
}
