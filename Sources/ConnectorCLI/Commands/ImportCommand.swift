internal import AerospikeConfigLoader

/// Makes a profile of a file of another kind.
struct ImportCommand {
    let options: ImportOptions
    let console: Console

    func run() throws(UsageError) -> ExitCode {
        guard let file = options.file else {
            throw UsageError(message: "no file is named", hint: "write connector import FILE", command: "import")
        }
        do throws(ProfileError) {
            let profile = try ImportedProfile(path: file, instance: options.instance)
            for note in profile.notes { console.complain("\(file.printable): \(note)") }
            return write(profile)
        } catch {
            console.complain("\(error)")
            return .wrongProfile
        }
    }

    private func write(_ profile: ImportedProfile) -> ExitCode {
        guard let output = options.output else {
            // Whoever prints adds the last line break.
            console.print(String(profile.text.dropLast()))
            return .success
        }
        do throws(FileProblem) {
            try NewFile.write(profile.text, to: output, replacing: options.replacesOutput)
            return .success
        } catch {
            let hint = error.exists ? "; --force writes it all the same" : ""
            console.complain("connector: \(output.quoted) cannot be written: \(error.reason)\(hint)")
            return .failed
        }
    }
}
