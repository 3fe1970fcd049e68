import Testing

@testable import AerospikeSDK

@Suite("What is refused before anything is sent")
struct CommandValidationTests {
    private let users = DataSet.of("test", "users")

    @Test("A command in order is accepted, up to the limits")
    func accepted() throws {
        let longest = DataSet.of(String(repeating: "n", count: 31), String(repeating: "s", count: 63))
        try RecordCommand(longest.id(1), .write(["fifteen-letters": 1], WriteConditions())).validate()
        try RecordCommand(users.id(1), .touch(WriteConditions())).validate()
        try RecordCommand(users.id(1), .delete(WriteConditions())).validate()
        for selection in [BinSelection.all, .none, .named(["a"])] {
            try RecordCommand(users.id(1), .read(selection)).validate()
        }
        try RecordCommand(DataSet.of("test").id(1), .read(.all)).validate()
    }

    @Test(
        "Names that no server accepts are refused",
        arguments: [
            DataSet.of(""), .of(String(repeating: "n", count: 32)), .of("test", String(repeating: "s", count: 64)),
            .of(String(repeating: "ü", count: 16)), .of("test", String(repeating: "ü", count: 32)),
        ])
    func names(dataSet: DataSet) {
        #expect(throws: AerospikeError.self) { try RecordCommand(dataSet.id(1), .read(.all)).validate() }
        #expect(throws: AerospikeError.self) { try DataSetQuery(dataSet: dataSet).validate() }
    }

    @Test("Bin names that no server accepts are refused", arguments: ["", "sixteen-letters!", "äöüäöüäö"])
    func bins(name: String) {
        let actions: [RecordAction] = [
            .read(.named(["a", name])), .write([name: 1], WriteConditions()),
            .operate([MessageOperation(.increment, bin: name, value: 1)], WriteConditions()),
        ]
        for action in actions {
            let error = #expect(throws: AerospikeError.self) { try RecordCommand(users.id(1), action).validate() }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test("A command without anything to do is refused")
    func nothing() {
        #expect(throws: AerospikeError.self) { try RecordAction.operate([], WriteConditions()).validate() }
        #expect(throws: AerospikeError.self) { try RecordAction.read(.named([])).validate() }
    }

    @Test("More operations than a request can count are refused")
    func operations() throws {
        let names = (0...WireLimits.operationCount).map { "b\($0)" }
        try RecordAction.read(.named(Array(names.dropLast()))).validate()
        #expect(throws: AerospikeError.self) { try RecordAction.read(.named(names)).validate() }
        let bins = names.map { MessageOperation(.write, bin: $0, value: 1) }
        #expect(throws: AerospikeError.self) { try RecordAction.operate(bins, WriteConditions()).validate() }
    }

    @Test("Values that are nested deeper than a reader accepts are refused")
    func nesting() throws {
        func nested(_ depth: Int) -> Value { (1..<depth).reduce(.list([])) { value, _ in .list([value]) } }
        try RecordAction.write(["l": nested(WireLimits.nestingDepth)], WriteConditions()).validate()
        #expect(throws: AerospikeError.self) {
            try RecordAction.write(["l": nested(WireLimits.nestingDepth + 1)], WriteConditions()).validate()
        }
    }

    @Test("A query's numbers are within what the protocol can say", arguments: [0, -1, 0x1_0000_0000, .max])
    func queryLimits(number: Int) throws {
        var query = DataSetQuery(dataSet: users)
        (query.limit, query.recordsPerSecond) = (1, Int(UInt32.max))
        try query.validate()
        query.limit = number
        #expect(throws: AerospikeError.self) { try query.validate() }
        (query.limit, query.recordsPerSecond) = (1, number)
        #expect(throws: AerospikeError.self) { try query.validate() }
    }

    @Test("What is repeated without harm is told apart from what is not")
    func kinds() {
        var conditions = WriteConditions()
        #expect(RecordAction.read(.all).kind == .read)
        #expect(RecordAction.write(["a": 1], conditions).kind == .retryableWrite)
        #expect(RecordAction.delete(conditions).kind == .retryableWrite)
        #expect(RecordAction.touch(conditions).kind == .retryableWrite)
        for type in [OperationType.increment, .append, .prepend] {
            let action = RecordAction.operate([MessageOperation(type, bin: "a", value: 1)], conditions)
            #expect(action.kind == .nonRetryableWrite)
        }
        conditions.existence = .insert
        #expect(RecordAction.write(["a": 1], conditions).kind == .nonRetryableWrite)
        conditions.existence = .upsert
        conditions.generation = 3
        #expect(RecordAction.write(["a": 1], conditions).kind == .nonRetryableWrite)
        #expect(RecordAction.delete(conditions).kind == .nonRetryableWrite)
    }
}
