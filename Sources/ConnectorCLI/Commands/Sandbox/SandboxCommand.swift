internal import AerospikeConfigLoader
internal import AerospikeSDK
internal import AerospikeSandbox

/// Runs an embedded cluster until the process is told to end.
struct SandboxCommand {
    let options: SandboxOptions
    let console: Console

    func run() async -> ExitCode {
        var configuration = options.configuration
        if !options.users.isEmpty {
            do throws(SandboxPassword.Missing) {
                let password = try await SandboxPassword.find(options, console)
                configuration.users = options.users.map {
                    SandboxUser($0.name, password: password, roles: Set($0.roles))
                }
            } catch {
                console.complain("connector: \(error.reason)")
                return .usage
            }
        }
        return await run(configuration)
    }

    private func run(_ configuration: SandboxConfiguration) async -> ExitCode {
        do {
            try await SandboxCluster.withCluster(configuration) { cluster in
                let stage = try await SandboxStage(cluster, options)
                if let path = options.profileFile {
                    try await cluster.writeProfile(to: path, definition: stage.definition)
                }
                for line in SandboxWelcome(stage).lines { console.print(line) }
                await obey(stage)
                await stage.front?.stop()
            }
            console.print("stopped")
            return .success
        } catch {
            console.complain("connector: the sandbox cannot start: \(error)")
            return .failed
        }
    }

    /// Does what standard input says, until it says to stop or the process is told to end.
    ///
    /// Where input ends and nobody sits there, as in a job with an empty input, the sandbox goes on.
    private func obey(_ stage: SandboxStage) async {
        while let line = await console.nextLine() {
            guard case .text(let text) = line else {
                console.complain("the line is too long, and was not read")
                continue
            }
            do throws(SandboxInstruction.Refusal) {
                guard let instruction = try SandboxInstruction.parse(text) else { continue }
                if instruction == .quit { return }
                await carryOut(instruction, stage)
            } catch {
                console.complain(error.text)
            }
        }
        if console.quitsAtEnd() { return }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }

    private func carryOut(_ instruction: SandboxInstruction, _ stage: SandboxStage) async {
        do {
            for line in try await stage.carryOut(instruction) { console.print(line) }
        } catch let error as SandboxInstruction.Refusal {
            console.complain(error.text)
        } catch let error as AerospikeError {
            console.complain([error.message, error.advice].compactMap(\.self).joined(separator: ": "))
        } catch {
            console.complain("\(error)")
        }
    }
}
