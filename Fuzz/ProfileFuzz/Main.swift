import AerospikeConfigLoader
import Glibc

/// Feeds bytes to the loader of profiles and checks what must hold for all of them.
///
/// As a plain program it replays the files named on its command line, which is how a finding becomes a test. Built
/// with `--sanitize=fuzzer -Xswiftc -DLIBFUZZER`, libFuzzer drives it.
///
/// An input may end with an environment: the lines behind `#environment`, each `# NAME=VALUE`. It may be several files,
/// each behind the first headed by `#file NAME`, which extend each other and fill in what others hold.
enum ProfileFuzz {
    static func run(_ bytes: [UInt8]) {
        let files = FuzzFiles.split(bytes)
        if files.count > 1 { return load(files, FakeEnvironment(bytes)) }
        load(bytes, FakeEnvironment(bytes))
        for instance in [nil, "x"] { convert(bytes, instance) }
    }

    private static func load(_ bytes: [UInt8], _ environment: FakeEnvironment) {
        let locator = ProfileLocator(directory: "/nonexistent", environment: { environment.values[$0] })
        do throws(ProfileError) {
            let profile = try Profile(parsing: bytes, file: "fuzz.yaml", locator, overrides: true)
            let hasDefault = profile.sessions["default"] != nil
            precondition(hasDefault || !profile.clientNames.contains("default"), "a client has its session")
            // Input must not choose which files this process reads.
            guard !profile.namesPasswordFile else { return }
            for client in profile.clientNames { _ = try profile.makeDefinition(client: client) }
        } catch {
            check(error)
        }
    }

    private static func load(_ files: [FuzzFiles.File], _ environment: FakeEnvironment) {
        FuzzFiles.write(files)
        let locator = ProfileLocator(directory: FuzzFiles.folder, environment: { environment.values[$0] })
        do throws(ProfileError) {
            let profile = try Profile.load(path: FuzzFiles.path(files[0].name), locator)
            precondition(profile.files.count <= files.count, "no file is read twice")
            check(profile.lint())
            let effective = try EffectiveProfile.load(FuzzFiles.path(files[0].name), locator)
            let differences = ProfileDifference.between(effective, effective)
            precondition(differences.allSatisfy { $0.isSame && $0.isSecret }, "a profile is like itself")
        } catch {
            check(error)
        }
    }

    private static func convert(_ bytes: [UInt8], _ instance: String?) {
        do throws(ProfileError) {
            let profile = try ImportedProfile(bytes, file: "fuzz.conf", instance: instance)
            precondition(!profile.text.unicodeScalars.contains("\u{1B}"), "nothing steers the terminal")
            precondition(profile.notes.allSatisfy { !$0.contains("\n") }, "a note is a line")
        } catch {
            check(error)
        }
    }

    private static func check(_ error: ProfileError) {
        precondition(!error.diagnostics.isEmpty, "an error says what is wrong")
        check(error.diagnostics)
    }

    private static func check(_ diagnostics: [Diagnostic]) {
        let hasControls = diagnostics.contains { $0.description.unicodeScalars.contains("\u{1B}") }
        precondition(!hasControls, "nothing steers the terminal")
        for span in diagnostics.compactMap(\.span) {
            precondition(span.line >= 1 && span.column > span.skippedColumns, "a span begins in its line")
            precondition(span.endColumn > span.column, "a span underlines something")
        }
    }
}

/// The variables that an input brings along.
private struct FakeEnvironment {
    var values: [String: String] = [:]

    init(_ bytes: [UInt8]) {
        var isBehind = false
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self)
            if text == "#environment" {
                isBehind = true
            } else if isBehind, text.hasPrefix("# "), let sign = text.firstIndex(of: "=") {
                values[String(text[..<sign].dropFirst(2))] = String(text[text.index(after: sign)...])
            }
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
