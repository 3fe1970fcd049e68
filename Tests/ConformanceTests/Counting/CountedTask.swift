import TestSupport

@testable import AerospikeSDK

/// A task that gives random commands on records of its own, one after the other, and knows what must be in them.
struct CountedTask: Sendable {
    let caller: Caller
    /// Tries writes again; for those alone that can be tried again without harm.
    let retrier: Caller
    let dataSet: DataSet
    let name: Int
    var generator: SeededGenerator
    var keys: [CountedKey] = []
    /// Every record that is written once.
    var once: [WriteOnceKey] = []
    private var keyCount = 0
    private var value = 0
    private var isHurried = false

    /// The records that are left alone because of a doubt.
    private(set) var doubted: [CountedKey] = []
    /// What must not be.
    private(set) var complaints: [String] = []
    /// What was tried and how it ended, so that a test can tell that there was something to judge.
    private(set) var tally: [String: Int] = [:]

    private static let keysAtATime = 16

    init(_ name: Int, seed: UInt64, _ caller: Caller, retrier: Caller, _ dataSet: DataSet) {
        self.name = name
        self.caller = caller
        self.retrier = retrier
        self.dataSet = dataSet
        generator = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(name))
        for _ in 0..<Self.keysAtATime { keys.append(CountedKey(newKey())) }
    }

    /// Every record that was ever written to, but those that are written once.
    var everything: [CountedKey] { keys + doubted }

    mutating func newKey() -> Key {
        keyCount += 1
        return dataSet.id("\(name)-\(keyCount)")
    }

    mutating func newValue() -> Int {
        value += 1
        return value
    }

    // MARK: Commands

    /// Gives one command and waits for its end; now and then the command's task is cancelled meanwhile.
    mutating func step() async {
        if Int.random(in: 0..<12, using: &generator) == 0 {
            await hurriedCommand(yielding: Int.random(in: 0..<40, using: &generator))
        } else {
            await command()
        }
        for place in keys.indices where keys[place].isInDoubt {
            doubted.append(keys[place])
            keys[place] = CountedKey(newKey())
        }
    }

    private mutating func command() async {
        let place = Int.random(in: 0..<keys.count, using: &generator)
        switch Int.random(in: 0..<200, using: &generator) {
        case 0..<50: await read(place)
        case 50..<90: await put(place)
        case 90..<105: await delete(place)
        case 105..<120: await increment(place)
        case 120..<130: await insert(place)
        case 130..<140: await putExpecting(place)
        case 140..<155: await readAll()
        case 155..<170: await writeSome()
        case 170..<180: await writeOnce()
        case 180..<183: await writeSomeOnce()
        case 183..<198: await readOnce()
        default: await query()
        }
    }

    /// Gives one command in a task that is cancelled while it is under way, or before, or too late.
    private mutating func hurriedCommand(yielding count: Int) async {
        var hurried = self
        hurried.isHurried = true
        let task = Task { [hurried] in
            var hurried = hurried
            await hurried.command()
            return hurried
        }
        for _ in 0..<count { await Task.yield() }
        task.cancel()
        self = await task.value
        isHurried = false
    }

    // MARK: The count

    mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { complaints.append("\(what()) is wrong, task \(name)") }
    }

    mutating func count(_ what: String) { tally[what, default: 0] += 1 }

    /// A command has failed by what was done to servers or to its task, not by what is in its record.
    mutating func note(_ error: AerospikeError, isWrite: Bool) {
        count("\(error.code)\(error.isInDoubt ? " in doubt" : "")")
        if !isWrite, error.isInDoubt { complaints.append("a read is in doubt: \(error)") }
        if !isExpected(error) { complaints.append("an error that nobody caused: \(error)") }
    }

    private func isExpected(_ error: AerospikeError) -> Bool {
        switch error.code {
        case .timeout, .connectionClosed, .connectionFailed, .nodeUnavailable, .circuitBreakerOpen, .noMoreConnections,
            .protocolViolation, .foreignProtocol:
            true
        case .server: error.resultCode?.isPassing == true
        // A thread is not cancelled.
        case .cancelled: isHurried && caller.style == .tasks
        default: false
        }
    }
}
