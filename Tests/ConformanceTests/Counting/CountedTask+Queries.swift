@testable import AerospikeSDK

/// Queries of what all tasks write, of which a task judges its own records: they are at rest meanwhile.
extension CountedTask {
    mutating func query() async {
        let isWhole = Int.random(in: 0..<50, using: &generator) == 0
        let start = Int.random(in: 0..<4000, using: &generator)
        let range = isWhole ? 0..<4096 : start..<(start + Int.random(in: 1...96, using: &generator))
        do throws(AerospikeError) {
            judge(try await caller.run(caller.session.query(dataSet).onPartitionRange(range)), of: range)
            count("queries")
        } catch {
            note(error, isWrite: false)
        }
    }

    private mutating func judge(_ rows: [RecordResult], of range: Range<Int>) {
        let found = Dictionary(rows.map { ($0.key.digest, $0) }) { first, _ in first }
        expect(found.count == rows.count, "a query with a record twice")
        expect(rows.allSatisfy { range.contains($0.key.digest.partition.index) }, "a query's partitions")
        for entry in everything where range.contains(entry.key.digest.partition.index) {
            expect(entry.agrees(with: found[entry.key.digest]?.record), "a record of a query")
        }
        for entry in once where range.contains(entry.key.digest.partition.index) {
            expect(entry.agrees(with: found[entry.key.digest]?.record), "a query's record that is written once")
        }
    }
}
