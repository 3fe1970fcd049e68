import AerospikeSDK
import Testing

@Suite("Values come back as they were written")
struct ValueTests {
    @Test("Every type", arguments: Stage.all)
    func everyType(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for (number, value) in Self.values.enumerated() {
                try await caller.put(users.id(number), ["v": value])
                #expect(try await caller.get(users.id(number)).bins["v"] == value)
            }
            let rows = try await caller.run(caller.session.query(users.ids(Self.values.indices)))
            #expect(rows.map { $0.record.bins["v"] } == Self.values)
            let queried = try await caller.run(caller.session.query(users))
            #expect(Set(queried.compactMap { $0.record.bins["v"] }) == Set(Self.values))
        }
    }

    @Test("Writing null removes the bin, and with the last bin the record", arguments: Stage.all)
    func null(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.put(key, ["a": 1, "b": 2])
            try await caller.put(key, ["a": .null])
            #expect(try await caller.get(key).bins == ["b": 2])
            try await caller.run(caller.session.upsert(key).bin("b").remove())
            #expect(try await caller.run(caller.session.exists(key)).map { try $0.asBool() } == [false])
        }
    }

    @Test("Ordered lists and maps may be given in any order; the server keeps them in its own", arguments: Stage.all)
    func ordered(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let keys: [Value] = ["b", "aa", "a", -5, 3, .blob([1])]
            for order in [MapValue.Order.keyOrdered, .keyValueOrdered] {
                let map = MapValue(entries: keys.map { .init(key: $0, value: .null) }, order: order)
                try await caller.put(users.id(1), ["v": .map(map)])
                let kept = try await caller.get(users.id(1)).bins["v"]?.mapValue
                #expect(kept?.map(\.key) == [-5, 3, "a", "aa", "b", .blob([1])])
                #expect(kept?.order == order)
            }
            let list = ListValue(
                ["b", 2.5, .null, [2], [1, 9], true, 7, .blob([1]), false, "a", [1]], order: .ordered)
            let sorted: [Value] = [.null, false, true, 7, "a", "b", [1], [1, 9], [2], .blob([1]), 2.5]
            try await caller.put(users.id(2), ["v": .list(list), "w": [.list(list)]])
            let bins = try await caller.get(users.id(2)).bins
            #expect(bins["v"] == .list(ListValue(sorted, order: .ordered)))
            #expect(bins["w"] == [.list(ListValue(sorted, order: .ordered))])
        }
    }

    @Test("Names of bins may be as long as the protocol allows, in any script", arguments: Stage.all)
    func names(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let bins: Bins = ["fifteen-letters": 1, "größe": 2, "名前": 3, "A": 4, "a": 5]
            try await caller.put(users.id(1), bins)
            #expect(try await caller.get(users.id(1)).bins == bins)
        }
    }

    @Test("A record may have many bins", arguments: Stage.all)
    func manyBins(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let bins = Bins(Dictionary(uniqueKeysWithValues: (0..<500).map { ("bin\($0)", Value($0)) }))
            try await caller.put(users.id(1), bins)
            #expect(try await caller.get(users.id(1)).bins == bins)
        }
    }

    private static let values: [Value] = [
        0, -1, .integer(.max), .integer(.min), 1.5, -0.0, .double(.infinity), .double(.leastNonzeroMagnitude),
        true, false,
        "", "Alice", "Grüße, 世界 👋🏽", .string(String(repeating: "x", count: 70_000)),
        .blob([]), .blob([0, 255, 3]), .blob([UInt8](repeating: 7, count: 70_000)),
        [], [1, "two", 3.0, true, .null, .blob([1]), [4, [5, []]]], .list(ListValue([1, 2, 3], order: .ordered)),
        .list((0..<300).map { Value($0 * 1000 - 150_000) }), .list([.string(String(repeating: "y", count: 300))]),
        .map([:]), .map(["a": 1, "b": [.map(["c": .null])]]), .map([1: "one", .blob([2]): 2.5, "three": false]),
        .map(MapValue(["a": 1, "b": 2], order: .keyOrdered)),
        .map(MapValue(["a": 2, "b": 1], order: .keyValueOrdered)),
        .map(MapValue(Dictionary(uniqueKeysWithValues: (0..<300).map { (Value($0), Value("v\($0)")) }))),
        .geoJSON(#"{"type": "Point", "coordinates": [-122.3, 47.6]}"#),
    ]
}
