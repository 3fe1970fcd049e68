import AerospikeSDK
import Foundation

/// Workers who read and write until they are told to stop.
struct Load: Sendable {
    enum Style: String, CaseIterable { case tasks, threads }

    let ledger: Ledger
    let tally: Tally
    let seed: UInt64
    let behavior: Behavior
    let workerCount: Int
    /// How long each worker waits between two commands.
    let pause: Duration

    func run(on client: Client) async throws {
        let session = client.createSession(behavior)
        await withTaskGroup { group in
            for place in 0..<workerCount {
                group.addTask {
                    var worker = Worker(place, seed: seed, ledger, tally)
                    while !tally.isOver {
                        let command = worker.next()
                        worker.conclude(command, await session.result(of: command.action))
                        try? await Task.sleep(for: pause)
                    }
                }
            }
        }
    }

    func run(on client: SyncClient) {
        let session = client.createSession(behavior)
        let pause = Double(pause.wholeNanoseconds) / 1e9
        onThreads(workerCount) { place in
            var worker = Worker(place, seed: seed, ledger, tally)
            while !tally.isOver {
                let command = worker.next()
                worker.conclude(command, session.result(of: command.action))
                Thread.sleep(forTimeInterval: pause)
            }
        }
    }
}

extension Session {
    fileprivate func result(of action: Worker.Action) async -> Result<Worker.Reply, AerospikeError> {
        do throws(AerospikeError) { return .success(try await carryOut(action)) } catch { return .failure(error) }
    }
}

extension SyncSession {
    fileprivate func result(of action: Worker.Action) -> Result<Worker.Reply, AerospikeError> {
        do throws(AerospikeError) { return .success(try carryOut(action)) } catch { return .failure(error) }
    }
}
