import AerospikeSDK
import Testing

/// Every recorded frame is read whole and written again to the same bytes.
@Suite struct RecordedFramesTests {
    /// Servers put cells before GeoJSON, which clients do not keep: their own GeoJSON goes out with none.
    private static let withCells: Set = ["get.int-key"]

    @Test(arguments: Recording.all)
    func framesAreWrittenAsTheyWereRead(_ recording: Recording) throws {
        for recorded in recording.frames
        where recorded.direction == .request || !Self.withCells.contains(recording.name) {
            #expect(try rewritten(recorded.bytes, recorded.direction) == recorded.bytes)
        }
    }

    @Test(arguments: Recording.exchanges.filter { withCells.contains($0.name) })
    func framesWithCellsAreWrittenWithoutThem(_ recording: Recording) throws {
        let recorded = try #require(recording.frames(.response, .message).first)
        let again = try rewritten(recorded, .response)
        #expect(again.count < recorded.count)
        #expect(try messages(in: body(of: again).body) == messages(in: body(of: recorded).body))
    }

    @Test func recordingsAreComplete() {
        #expect(Recording.exchanges.count == 85)
        #expect(Recording.threeNodes.count == 3)
        #expect(Recording.all.flatMap(\.frames).count > 200)
    }

    private func rewritten(_ bytes: [UInt8], _ direction: Recording.Frame.Direction) throws -> [UInt8] {
        let (type, body) = try body(of: bytes)
        switch (type, direction) {
        case (.info, .request): return InfoMessage.request(try InfoMessage.names(in: body))
        case (.info, .response): return InfoMessage.response(try InfoMessage.answers(in: body))
        case (.admin, _): return try AdminMessage(body).frame()
        default: return frame(try messages(in: body))
        }
    }
}
