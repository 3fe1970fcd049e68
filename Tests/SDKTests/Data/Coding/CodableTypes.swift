import AerospikeSDK

/// Types as users have them.
struct User: Codable, Equatable {
    var name: String
    var age: Int
    var email: String?
    var address: Address
    var tags: Set<String>
    var photo: [UInt8]
    var level: Level
    var contact: Contact
    var scores: [Int: Double]

    enum CodingKeys: String, CodingKey {
        case name, age, email, address, tags, level, contact, scores
        case photo = "profile-photo"
    }

    enum Level: String, Codable, CaseIterable {
        case low, high
    }

    enum Contact: Codable, Equatable {
        case none
        case phone(String, extension: Int?)
        case mail([String])
    }

    static let alice = User(
        name: "Alice", age: 28, email: nil, address: Address(city: "Zürich", zip: 8001, place: nil), tags: ["a"],
        photo: [1, 2, 3], level: .high, contact: .phone("555", extension: 7), scores: [-1: 0.5])

    /// What is kept of her.
    static let aliceBins: Bins = [
        "name": "Alice", "age": 28, "address": ["city": "Zürich", "zip": 8001], "tags": ["a"],
        "profile-photo": .blob([1, 2, 3]), "level": "high", "contact": ["phone": ["_0": "555", "extension": 7]],
        "scores": [-1: 0.5],
    ]
}

struct Address: Codable, Equatable {
    var city: String
    var zip: UInt16?
    var place: Value?
}

class Animal: Codable {
    var legs: Int

    init(legs: Int) { self.legs = legs }
}

final class Dog: Animal {
    var name: String

    private enum CodingKeys: CodingKey {
        case name
    }

    init(name: String, legs: Int) {
        self.name = name
        super.init(legs: legs)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try super.encode(to: container.superEncoder())
    }
}

/// One property of any type.
struct Holder<Content: Codable>: Codable {
    var content: Content

    init(_ content: Content) { self.content = content }

    enum CodingKeys: String, CodingKey {
        case content = "c"
    }
}

extension Holder: Equatable where Content: Equatable {}
extension Holder: Sendable where Content: Sendable {}

/// A chain as long as one likes.
final class Chain: Codable {
    var next: Chain?

    init(length: Int) { next = length > 1 ? Chain(length: length - 1) : nil }

    var length: Int { 1 + (next?.length ?? 0) }
}
