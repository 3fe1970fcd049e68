internal import AerospikeSDK
internal import Glibc
internal import Synchronization

/// Where text goes, and what is known of the place.
struct Console: Sendable {
    /// Writes a line to standard output.
    var print: @Sendable (String) -> Void
    /// Writes a line to standard error.
    var complain: @Sendable (String) -> Void
    var environment: @Sendable (String) -> String?
    /// Waits for the next line of standard input; `nil` at its end.
    var nextLine: @Sendable () async -> InputLine? = { nil }
    /// Whether somebody sat at standard input and has ended it.
    var quitsAtEnd: @Sendable () -> Bool = { false }
    /// Whether somebody watches standard output.
    var isTerminal = false
    /// How wide lines may be.
    var columns = defaultColumns

    static let defaultColumns = 80
    /// Beyond this the eye loses the line, however wide the window is.
    private static let maximumColumns = 110
    private static let minimumColumns = 60

    /// Whether text may be coloured.
    var isColoured: Bool {
        isTerminal && environment("NO_COLOR")?.isEmpty != false && environment("TERM") != "dumb"
    }

    /// The streams of this process, each line written at once.
    static let process = Console(
        print: { line in
            // A reader that has gone has seen enough.
            guard let error = write(line, to: STDOUT_FILENO), error.number != EPIPE else { return }
            lossNumber.store(error.number, ordering: .relaxed)
        },
        // Nobody is left to hear of it when that fails.
        complain: { _ = write($0, to: STDERR_FILENO) },
        // The text is copied; nobody in this process changes the environment.
        environment: { name in unsafe getenv(name).map { unsafe String(cString: $0) } },
        nextLine: { await input.next() },
        quitsAtEnd: { input.end == .end && isatty(STDIN_FILENO) == 1 },
        isTerminal: isatty(STDOUT_FILENO) == 1,
        columns: width(of: STDOUT_FILENO))

    private static let input = LineReader(STDIN_FILENO)

    private static let lossNumber = Atomic<Int32>(0)

    /// Why something that was to be read on this process's standard output is not there.
    static var loss: SystemError? {
        let number = lossNumber.load(ordering: .relaxed)
        return number == 0 ? nil : SystemError(number: number)
    }

    /// Writes a line.
    ///
    /// - Returns: Why it could not be written.
    private static func write(_ line: String, to descriptor: Int32) -> SystemError? {
        let bytes = Array("\(line)\n".utf8)
        var offset = 0
        while offset < bytes.count {
            // The pointer covers the rest of the array and does not leave the closure.
            let count = unsafe bytes.withUnsafeBytes { raw in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: raw[offset...])
                return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count > 0 { offset += count } else if errno != EINTR { return .last }
        }
        return nil
    }

    private static func width(of descriptor: Int32) -> Int {
        var size = winsize()
        // The call fills the structure whose address it is given.
        let status = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        guard status == 0, size.ws_col > 0 else { return defaultColumns }
        return min(max(Int(size.ws_col), minimumColumns), maximumColumns)
    }
}
