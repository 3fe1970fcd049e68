import AerospikeConfigLoader
import Glibc

/// Feeds bytes to the loader of profiles and checks what must hold for all of them.
///
/// As a plain program it replays the files named on its command line, which is how a finding becomes a test. Built
/// with `--sanitize=fuzzer -Xswiftc -DLIBFUZZER`, libFuzzer drives it.
enum ProfileFuzz {
    static func run(_ bytes: [UInt8]) {
        do throws(ProfileError) {
            let profile = try Profile(parsing: bytes, file: "fuzz.yaml")
            precondition(profile.sessions["default"] != nil, "a profile always has a default session")
            // Input must not choose which files this process reads.
            if !profile.namesPasswordFile { _ = try profile.makeDefinition() }
        } catch {
            check(error)
        }
    }

    private static func check(_ error: ProfileError) {
        precondition(!error.diagnostics.isEmpty, "an error says what is wrong")
        precondition(!error.description.unicodeScalars.contains("\u{1B}"), "nothing steers the terminal")
        for span in error.diagnostics.compactMap(\.span) {
            precondition(span.line >= 1 && span.column > span.skippedColumns, "a span begins in its line")
            precondition(span.endColumn > span.column, "a span underlines something")
        }
    }
}

#if LIBFUZZER
    /// The entry that libFuzzer calls.
    ///
    /// Unsafe because it gets a pointer and a length; the bytes are copied before anything else happens.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        unsafe ProfileFuzz.run(Array(UnsafeBufferPointer(start: data, count: count)))
        return 0
    }
#else
    @main
    struct Main {
        static func main() {
            for path in CommandLine.arguments.dropFirst() {
                guard let bytes = contents(of: path) else {
                    print("\(path): cannot be read")
                    exit(1)
                }
                ProfileFuzz.run(bytes)
            }
        }

        /// Reads a file of the corpus; unsafe because of C's file functions, whose results are checked.
        private static func contents(of path: String) -> [UInt8]? {
            guard let file = unsafe fopen(path, "r") else { return nil }
            defer { unsafe fclose(file) }
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = unsafe fread(&chunk, 1, chunk.count, file)
                if count == 0 { return bytes }
                bytes.append(contentsOf: chunk[..<count])
            }
        }
    }
#endif
