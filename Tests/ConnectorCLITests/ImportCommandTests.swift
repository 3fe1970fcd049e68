import Foundation
import Testing

@testable import ConnectorCLI

@Suite struct ImportCommandTests {
    private let folder: ProfileFolder
    private let source: String

    init() throws {
        folder = try ProfileFolder([:])
        source = "\(folder.path)/astools.conf"
        try "[cluster]\nuser = 'a'\npassword = 'hunter2'\n".write(toFile: source, atomically: false, encoding: .utf8)
    }

    @Test func theProfileIsPrinted() async throws {
        let recorder = Recorder()
        #expect(await recorder.run("import", source) == .success)
        #expect(recorder.output.hasPrefix("# Imported from \(source).\ncluster:\n  hosts: [\"127.0.0.1:3000\"]\n"))
        #expect(recorder.complaints.hasPrefix("\(source): line 3: password: warning: the profile holds the password"))
        #expect(!recorder.complaints.contains("hunter2"))
    }

    @Test func theProfileIsWrittenOnce() async throws {
        let recorder = Recorder()
        let output = "\(folder.path)/new.yaml"
        #expect(await recorder.run("import", source, "--output", output) == .success)
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(text.hasSuffix("'password_file'\n") && recorder.output.isEmpty)
        #expect(try FileManager.default.attributesOfItem(atPath: output)[.posixPermissions] as? Int == 0o600)
        #expect(await recorder.run("import", source, "--output", output) == .failed)
        #expect(recorder.complaints.hasSuffix("cannot be written: File exists; --force writes it all the same"))
        #expect(await recorder.run("import", source, "--output", output, "--force") == .success)
    }

    @Test func whatIsWrong() async throws {
        let recorder = Recorder()
        #expect(await recorder.run("import") == .usage)
        #expect(await recorder.run("import", source, "--instance", "b") == .wrongProfile)
        #expect(await recorder.run("import", "\(folder.path)/gone") == .wrongProfile)
        #expect(recorder.complaints.contains("there is no table [cluster_b]"))
        #expect(recorder.complaints.contains("the file cannot be read: No such file or directory"))
    }
}
