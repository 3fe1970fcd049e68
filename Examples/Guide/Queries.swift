import AerospikeSDK
import Foundation

/// Walks along the records of a data set.
func query(_ hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let events = DataSet.of("test", "events")
        try await session.upsert(events.ids(1...500)).put(["kind": "click", "weight": 2]).execute()
        try await walkAlong(events, in: session)
        try await walkAlongParts(of: events, in: session)
    }
}

private func walkAlong(_ events: DataSet, in session: Session) async throws {
    // snippet: query
    var weight: Int64 = 0
    for try await row in try await session.query(events).bins("weight").execute() {
        weight += row.record.bins["weight"]?.integerValue ?? 0
    }
    // end
    print("weight:", weight)

    // snippet: query-some
    let some = try await session.query(events).limit(10).recordsPerSecond(1000).execute().collect()
    // end
    print("some:", some.count)
}

private func walkAlongParts(of events: DataSet, in session: Session) async throws {
    // snippet: query-partitions
    let half = try await session.query(events).onPartitionRange(0..<2048).execute().collect()
    let rest = try await session.query(events).onPartitions(2048..<4096).execute().collect()
    // end
    print("both halves:", half.count + rest.count)

    // snippet: query-chunks
    var count = 0
    let stream = try await session.query(events).chunkSize(100).execute()
    while try await stream.hasMoreChunks() {
        for try await _ in stream { count += 1 }
        // A good place to rest, or to keep `stream.cursor`.
    }
    // end
    print("in chunks:", count)

    // snippet: query-cursor
    let first = try await session.query(events).chunkSize(100).execute()
    let begun = try await first.collect()
    let kept = try JSONEncoder().encode(first.cursor)

    let cursor = try JSONDecoder().decode(QueryCursor.self, from: kept)
    let others = try await session.query(events).resuming(from: cursor).execute().collect()
    // end
    print("now and later:", begun.count + others.count)
}
