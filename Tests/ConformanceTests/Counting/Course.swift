import Testing

/// Gives each command of all tasks a number, keeps book of those that end, and lets something go wrong each so many of
/// them.
actor Course {
    private let stirrer: Stirrer
    private let total: Int
    private let calm: Int
    private var failure: (any Error)?
    private var begun = 0
    private var underWay: Set<Int> = []
    private(set) var ended = 0
    /// What must not be.
    private(set) var complaints: [String] = []

    /// - Parameters:
    ///   - total: How many commands there are.
    ///   - calm: How many commands begin between one fault and the next.
    init(_ stirrer: Stirrer, total: Int, calm: Int) {
        self.stirrer = stirrer
        self.total = total
        self.calm = calm
    }

    /// The number of a command that begins, or `nil` when none is left.
    func begin() async -> Int? {
        guard begun < total else { return nil }
        begun += 1
        let number = begun
        underWay.insert(number)
        if number.isMultiple(of: calm) {
            do { try await stirrer.stir() } catch { failure = error }
        }
        return number
    }

    func end(_ number: Int) {
        if underWay.remove(number) == nil { complaints.append("command \(number) ended twice, or never began") }
        ended += 1
    }

    /// Makes everything right again.
    ///
    /// - Throws: What kept something from going wrong.
    func finish() async throws {
        if !underWay.isEmpty { complaints.append("commands that never ended: \(underWay.sorted().prefix(5))") }
        if let failure { throw failure }
        try await stirrer.calm()
    }

    /// Waits until no command has ended for far longer than any is allowed to take, or the task is cancelled.
    func stall() async {
        var (last, since) = (-1, ContinuousClock.now)
        while !Task.isCancelled, ContinuousClock.now < since.advanced(by: Self.patience) {
            if last != ended { (last, since) = (ended, .now) }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private static let patience = Duration.seconds(180)
}
