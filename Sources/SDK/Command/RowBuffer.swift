/// Rows between the nodes that send them and the reader that takes them.
///
/// When too many rows wait, whoever brought them is told to pause; when half of them are gone, all that pause are told to
/// go on. `Source` is a connection, and a plain number in tests.
struct RowBuffer<Source> {
    /// What the reader finds.
    enum Reading {
        case row(RecordResult, resuming: [Source])
        case empty
        case end
        case failure(AerospikeError)
    }

    private let capacity: Int
    /// How many more rows are to come at most.
    private var allowance: Int
    private var rows: [RecordResult] = []
    private var head = 0
    private var paused: [Source] = []
    private var ending: Result<Void, AerospikeError>?

    init(capacity: Int, limit: Int?) {
        self.capacity = max(1, capacity)
        allowance = limit ?? .max
    }

    /// Whether as many rows have come as were asked for.
    var isSatisfied: Bool { allowance == 0 }

    private var count: Int { rows.count - head }

    /// Whether a reader would have to wait.
    var isEmpty: Bool { count == 0 && ending == nil }

    /// Takes in rows.
    ///
    /// - Parameter source: Who brought them, or `nil` when nobody can be made to wait.
    /// - Returns: Whether the source may go on; if not, it is remembered.
    mutating func append(_ new: [RecordResult], from source: Source?) -> Bool {
        guard ending == nil else { return true }
        rows.append(contentsOf: new)
        allowance -= min(allowance, new.count)
        guard let source, count >= capacity else { return true }
        paused.append(source)
        return false
    }

    /// Lets the reader know that no more rows come.
    ///
    /// The first word counts.
    mutating func finish(_ result: Result<Void, AerospikeError>) {
        if ending == nil { ending = result }
    }

    /// Drops the rows that wait: the reader wants no more.
    ///
    /// - Parameter error: What is found from now on, unless the reader has had every row.
    mutating func giveUp(_ error: AerospikeError) {
        guard ending == nil || count > 0 else { return }
        rows = []
        head = 0
        ending = .failure(error)
    }

    /// Forgets who was told to pause.
    ///
    /// - Returns: All of them.
    mutating func takePaused() -> [Source] {
        defer { paused = [] }
        return paused
    }

    /// Takes the next row out.
    mutating func next() -> Reading {
        guard head < rows.count else {
            switch ending {
            case nil: return .empty
            case .success: return .end
            case .failure(let error): return .failure(error)
            }
        }
        let row = rows[head]
        head += 1
        if head == rows.count {
            rows.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= capacity {
            rows.removeFirst(head)
            head = 0
        }
        return .row(row, resuming: count <= capacity / 2 ? takePaused() : [])
    }
}
