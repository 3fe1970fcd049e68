import AerospikeSDK

/// A type that is kept as a record, by hand as well as by its conformance to `Codable`.
protocol CodingSubject: Codable {
    var bins: Bins { get }

    init?(bins: Bins)

    /// Some number from 1, so that what was decoded is used.
    var weight: Int { get }
}

struct FlatSubject: CodingSubject {
    var name = "Alice"
    var email = "alice@example.com"
    var age = 28
    var score = 0.5
    var isActive = true

    init() {}

    var bins: Bins {
        [
            "name": .string(name), "email": .string(email), "age": Value(age), "score": .double(score),
            "isActive": .boolean(isActive),
        ]
    }

    init?(bins: Bins) {
        guard let name = bins["name"]?.stringValue, let email = bins["email"]?.stringValue,
            let age = bins["age"]?.integerValue, let score = bins["score"]?.doubleValue,
            let isActive = bins["isActive"]?.booleanValue
        else { return nil }
        (self.name, self.email, self.age, self.score, self.isActive) = (name, email, Int(age), score, isActive)
    }

    var weight: Int { age }
}

struct DeepSubject: CodingSubject {
    struct Address: Codable {
        var city = "Zürich"
        var zip = 8001
    }

    var name = "Alice"
    var address = Address()
    var tags = ["a", "b", "c"]
    var hours = ["mo": 8, "tu": 4]

    init() {}

    var bins: Bins {
        [
            "name": .string(name), "address": ["city": .string(address.city), "zip": Value(address.zip)],
            "tags": .list(tags.map { .string($0) }),
            "hours": .map(MapValue(entries: hours.map { .init(key: .string($0.key), value: Value($0.value)) })),
        ]
    }

    init?(bins: Bins) {
        guard let name = bins["name"]?.stringValue, let address = bins["address"]?.mapValue,
            let city = address["city"]?.stringValue, let zip = address["zip"]?.integerValue,
            let tags = bins["tags"]?.listValue, let hours = bins["hours"]?.mapValue
        else { return nil }
        self.name = name
        self.address = Address(city: city, zip: Int(zip))
        self.tags = tags.compactMap(\.stringValue)
        self.hours = [:]
        for entry in hours { self.hours[entry.key.stringValue ?? ""] = Int(entry.value.integerValue ?? 0) }
    }

    var weight: Int { tags.count }
}

struct LongSubject: CodingSubject {
    var numbers = Array(0..<100)

    init() {}

    var bins: Bins { ["numbers": .list(numbers.map { Value($0) })] }

    init?(bins: Bins) {
        guard let numbers = bins["numbers"]?.listValue else { return nil }
        self.numbers = numbers.compactMap { $0.integerValue.map { Int($0) } }
    }

    var weight: Int { numbers.count }
}
