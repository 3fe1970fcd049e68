import AerospikeSDK

// snippet: codable
struct User: Codable {
    var name: String
    var age: Int
    var email: String?
    var home: Address
    var photo: [UInt8]

    struct Address: Codable {
        var city: String
        var zip: String
    }

    enum CodingKeys: String, CodingKey {
        case name, age, email, home
        case photo = "profile-photo"
    }
}
// end

/// Keeps values of one's own types in records.
func keepUsers(in hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let users = DataSet.of("test", "people")

        // snippet: put-codable
        let alice = User(name: "Alice", age: 28, home: .init(city: "Paris", zip: "75001"), photo: [0xFF, 0xD8])
        try await session.put(users.id("alice"), alice)

        let kept = try await session.get(users.id("alice"), as: User.self)
        print(kept.name, "lives in", kept.home.city)
        // end

        // snippet: decode
        for try await row in try await session.query(users).execute() {
            let user = try row.decode(User.self)
            print(user.name, user.age)
        }
        // end

        try await session.upsert(users.id("alice")).put(["home": ["city": "Lyon", "zip": 69001]]).execute()
        try await readWhatDoesNotFit(users.id("alice"), in: session)
    }
}

private func readWhatDoesNotFit(_ key: Key, in session: Session) async throws(AerospikeError) {
    // snippet: decode-error
    do {
        _ = try await session.get(key, as: User.self)
    } catch {
        guard error.code == .invalidArgument else { throw error }
        print(error.message)
    }
    // end
}
