import AerospikeSDK
import TestSupport
import Testing

@Suite("Types are kept as records")
struct CodableTests {
    @Test("A type comes back as it was written", arguments: Stage.all)
    func roundTrip(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), Employee.alice)
            #expect(try await caller.get(users.id(1), as: Employee.self) == .alice)
            let bins = try await caller.get(users.id(1)).bins
            #expect(bins["address"] == ["city": "Zürich", "zip": 8001])
            #expect(bins["hours"] == [1: 8.5, 5: 4.25])
            #expect(bins["badge-photo"] == .blob([0, 255]))
            #expect(bins["leaves"] == nil)
        }
    }

    @Test("What is nil leaves its bin alone, unless the record is replaced", arguments: Stage.all)
    func null(stage: Stage) async throws {
        try await stage.perform { caller, users in
            var employee = Employee.alice
            employee.leaves = "2030-01-31"
            try await caller.put(users.id(1), employee)
            try await caller.put(users.id(1), Employee.alice)
            #expect(try await caller.get(users.id(1), as: Employee.self) == employee)
            try await caller.run(caller.session.replace(users.id(1)).put(Employee.alice))
            #expect(try await caller.get(users.id(1), as: Employee.self) == .alice)
        }
    }

    @Test("Rows of batches and of queries are made into types", arguments: Stage.all)
    func rows(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let keys = users.ids(0..<20)
            try await caller.run(caller.session.insert(keys).put(Employee.alice).bin("age").setTo(30))
            let read = try await caller.run(caller.session.query(keys)).map { try $0.decode(Employee.self).age }
            #expect(read == Array(repeating: 30, count: 20))
            let queried = try await caller.run(caller.session.query(users)).map { try $0.decode(Employee.self).name }
            #expect(queried == Array(repeating: "Alice", count: 20))
        }
    }

    @Test("What cannot be kept is told before anything is sent", arguments: Stage.all)
    func refusals(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let wide = ["n": UInt64.max]
            let direct = await #expect(throws: AerospikeError.self) { try await caller.put(users.id(1), wide) }
            #expect(direct?.code == .invalidArgument)
            let built = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.upsert(users.id(1)).put(["m": 1]).put(wide))
            }
            #expect(built == direct)
            let rows = try await caller.run(caller.session.exists(users.id(1)))
            #expect(rows.map(\.resultCode) == [.keyNotFound])
        }
    }

    @Test("A record that does not fit is told by its bin; one that is missing as ever", arguments: Stage.all)
    func misfits(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["name": "Alice", "age": "old"])
            let misfit = await #expect(throws: AerospikeError.self) {
                try await caller.get(users.id(1), as: Employee.self)
            }
            #expect(misfit?.message == "bin 'age': expected integer, found text")
            let missing = await #expect(throws: AerospikeError.self) {
                try await caller.get(users.id(2), as: Employee.self)
            }
            #expect(missing?.resultCode == .keyNotFound)
            let rows = try await caller.run(caller.session.query(users.ids(2)).includeMissingKeys())
            #expect(throws: AerospikeError.self) { try rows.first?.decode(Employee.self) }
        }
    }

    @Test("Types of any shape come back as they were", arguments: Stage.all, seeds)
    func randomShapes(stage: Stage, seed: UInt64) async throws {
        var dice = SeededGenerator(seed: seed)
        let records = (0..<30).map { _ in
            ["a": RandomShape.random(depth: 4, using: &dice), "b": RandomShape.random(depth: 1, using: &dice)]
        }
        try await stage.perform { caller, users in
            for (number, record) in records.enumerated() { try await caller.put(users.id(number), record) }
            let rows = try await caller.run(caller.session.query(users.ids(records.indices)))
            #expect(try rows.map { try $0.decode([String: RandomShape].self) } == records)
        }
    }

    @Test("Ordered maps and lists keep their order and their flag", arguments: Stage.all)
    func orders(stage: Stage) async throws {
        struct Ranking: Codable, Equatable {
            var byName: MapValue
            var places: ListValue
            var nested: [Value]
        }
        try await stage.perform { caller, users in
            let map = MapValue(["a": 1, "b": 2, "c": [3]], order: .keyOrdered)
            let ranking = Ranking(
                byName: map, places: ListValue([1, 2, "x"], order: .ordered), nested: [.map(map), .geoJSON("{}")])
            try await caller.put(users.id(1), ["byName": .map(map), "nested": [.map(map)]])
            try await caller.put(users.id(1), ranking)
            let kept = try await caller.get(users.id(1), as: Ranking.self)
            #expect(kept.byName.map(\.key) == ["a", "b", "c"] && kept.byName.order == .keyOrdered)
            #expect(kept.places == ranking.places)
            #expect(kept.nested.first == .map(map))
        }
    }
}

private struct Employee: Codable, Equatable {
    var name: String
    var age: Int
    var isActive: Bool
    var address: Address
    var hours: [Int: Double]
    var role: Role
    var contacts: [Contact]
    var photo: [UInt8]
    var leaves: String?

    enum CodingKeys: String, CodingKey {
        case name, age, isActive, address, hours, role, contacts, leaves
        case photo = "badge-photo"
    }

    struct Address: Codable, Equatable {
        var city: String
        var zip: UInt16
    }

    enum Role: String, Codable {
        case engineer, manager
    }

    enum Contact: Codable, Equatable {
        case phone(String)
        case desk(floor: Int, room: Int?)
    }

    static let alice = Employee(
        name: "Alice", age: 28, isActive: true, address: Address(city: "Zürich", zip: 8001), hours: [1: 8.5, 5: 4.25],
        role: .engineer, contacts: [.phone("555"), .desk(floor: -1, room: nil)], photo: [0, 255], leaves: nil)
}
