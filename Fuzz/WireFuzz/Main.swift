import Glibc

// As a plain program this replays the files and folders named on its command line, which is how a finding becomes a
// test. Built with `--sanitize=fuzzer -Xswiftc -DLIBFUZZER`, libFuzzer drives it.

#if LIBFUZZER
    /// The entry that libFuzzer calls.
    ///
    /// Unsafe because it gets a pointer and a length; the bytes are copied before anything else happens.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        unsafe WireFuzz.run(Array(UnsafeBufferPointer(start: data, count: count)))
        return 0
    }
#else
    @main
    struct Main {
        static func main() {
            for path in CommandLine.arguments.dropFirst().flatMap(files) {
                guard let bytes = contents(of: path) else {
                    print("\(path): cannot be read")
                    exit(1)
                }
                WireFuzz.run(bytes)
            }
        }

        /// The files of a folder, or the path itself; unsafe because of C's folder functions, whose results are checked.
        private static func files(_ path: String) -> [String] {
            guard let folder = unsafe opendir(path) else { return [path] }
            defer { unsafe closedir(folder) }
            var files: [String] = []
            while let entry = unsafe readdir(folder) {
                let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
                    unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                }
                if !name.hasPrefix(".") { files.append("\(path)/\(name)") }
            }
            return files.sorted()
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
