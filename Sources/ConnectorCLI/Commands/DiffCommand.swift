internal import AerospikeConfigLoader

/// Prints what differs between the values of two profiles.
struct DiffCommand {
    let options: DiffOptions
    let console: Console

    func run() throws(UsageError) -> ExitCode {
        guard options.profiles.count == 2 else {
            throw UsageError(message: "two profiles are compared", hint: "write connector diff A B", command: "diff")
        }
        let choice = ProfileChoice(command: "diff", console: console)
        guard let left = try choice.effective(options.profiles[0], in: options.directory),
            let right = try choice.effective(options.profiles[1], in: options.directory)
        else { return .wrongProfile }
        let differences = ProfileDifference.between(left, right)
        let isSame = differences.allSatisfy(\.isSame)
        if options.isJSON {
            console.print(DifferenceDocument.make(left, right, differences).text)
        } else {
            for line in DifferenceTable.lines(left, right, differences) { console.print(line) }
        }
        return isSame ? .success : .failed
    }
}
