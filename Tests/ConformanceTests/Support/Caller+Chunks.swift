@testable import AerospikeSDK

/// Queries that are read in parts.
extension Caller {
    /// What was read of a query, and where it stands.
    struct Part {
        var rows: [RecordResult] = []
        var cursor: QueryCursor?
    }

    /// Reads so many rows of a query, does something else meanwhile, and leaves the rest.
    func part(
        of command: some TaskCommand,
        rows count: Int,
        meanwhile body: @Sendable () async throws -> Void = {}
    ) async throws -> Part {
        var part = Part()
        let stream = try await Rows(command, style)
        while part.rows.count < count, let row = try await stream.next() { part.rows.append(row) }
        try await body()
        part.cursor = stream.cursor
        return part
    }

    /// Reads so many rows of a stream, does something else meanwhile, and reads the rest.
    func stream(
        _ command: some ExecutableCommand<Asynchronous>,
        rows count: Int,
        meanwhile body: @Sendable () async throws -> Void
    ) async throws -> [RecordResult] {
        var rows: [RecordResult] = []
        let stream = try await Rows(streaming: command.commands, style)
        while let row = try await stream.next() {
            rows.append(row)
            if rows.count == count { try await body() }
        }
        return rows
    }

    /// Reads a query chunk by chunk, so many rows of each at most.
    func chunks(_ command: some TaskCommand, rows count: Int = .max) async throws -> [[RecordResult]] {
        var chunks: [[RecordResult]] = []
        let stream = try await Rows(command, style)
        while try await stream.hasMoreChunks() {
            var rows: [RecordResult] = []
            while rows.count < count, let row = try await stream.next() { rows.append(row) }
            chunks.append(rows)
        }
        return chunks
    }

    /// Reads a row, gives the rest up, and walks on all the same.
    func walkOnAfterClosing(_ command: some TaskCommand) async throws -> RecordResult? {
        let stream = try await Rows(command, style)
        _ = try await stream.next()
        stream.close()
        return try await stream.next()
    }

    /// Reads every row, and does something else when so many have come.
    func run(
        _ command: some TaskCommand,
        after count: Int,
        _ body: @Sendable () async throws -> Void
    ) async throws -> [RecordResult] {
        let stream = try await Rows(command, style)
        var rows: [RecordResult] = []
        while let row = try await stream.next() {
            rows.append(row)
            if rows.count == count { try await body() }
        }
        return rows
    }
}

/// The rows of either style, one at a time.
///
/// A blocking stream belongs to one thread; here to one after another, which comes to the same.
private final class Rows: @unchecked Sendable {
    private enum Source {
        case tasks(RecordStream)
        case threads(SyncRecordStream)
    }

    // Unchecked: a test asks for one row after another.
    private let source: Source
    private var iterator: RecordStream.Iterator?

    init(_ command: some TaskCommand, _ style: Stage.Style) async throws(AerospikeError) {
        switch style {
        case .tasks: source = .tasks(try await command.execute(onError: nil))
        case .threads: source = .threads(try command.onThread.execute(onError: nil))
        }
    }

    init(streaming chain: CommandChain<Asynchronous>, _ style: Stage.Style) async throws(AerospikeError) {
        switch style {
        case .tasks: source = .tasks(try await chain.executeStream())
        case .threads: source = .threads(try chain.onThread.executeStream())
        }
    }

    /// The next row of the present chunk.
    func next() async throws(AerospikeError) -> RecordResult? {
        switch source {
        case .threads:
            return try await onThread { () throws(AerospikeError) in try self.nextOnThread() }
        case .tasks(let stream):
            var iterator = iterator ?? stream.makeAsyncIterator()
            let row = try await iterator.next()
            self.iterator = iterator
            return row
        }
    }

    private func nextOnThread() throws(AerospikeError) -> RecordResult? {
        if case .threads(let stream) = source { try stream.next() } else { nil }
    }

    func hasMoreChunks() async throws(AerospikeError) -> Bool {
        iterator = nil
        switch source {
        case .tasks(let stream): return try await stream.hasMoreChunks()
        case .threads(let stream): return try stream.hasMoreChunks()
        }
    }

    func close() {
        switch source {
        case .tasks(let stream): stream.close()
        case .threads(let stream): stream.close()
        }
    }

    /// Where the query stands; it is left, so that its connections are free.
    var cursor: QueryCursor? {
        iterator = nil
        switch source {
        case .tasks(let stream): return stream.cursor
        case .threads(let stream):
            stream.close()
            return stream.cursor
        }
    }
}
