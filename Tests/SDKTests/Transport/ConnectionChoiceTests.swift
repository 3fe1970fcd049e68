import Testing

@testable import AerospikeSDK

@Suite("Which connection takes the next request")
struct ConnectionChoiceTests {
    private typealias Candidate = ConnectionChoice.Candidate

    private let comfortable = TransportLimits.comfortableDepth

    @Test("The first request opens the first connection")
    func first() {
        let choice = ConnectionChoice(for: .reads, among: [])
        #expect(choice.place == nil)
        #expect(choice.opens)
    }

    @Test("One that has nothing to do is as good as any", arguments: [ConnectionChoice.Lane.reads, .writes, .stream])
    func idle(lane: ConnectionChoice.Lane) {
        let choice = ConnectionChoice(
            for: lane, among: [Candidate(depth: 3, lane: lane), Candidate(depth: 0, lane: .reads)])
        #expect(choice.place == 1)
        #expect(!choice.opens)
    }

    @Test("Requests of a kind share the connection with the least to do")
    func sharing() {
        let choice = ConnectionChoice(
            for: .reads, among: [Candidate(depth: 5, lane: .reads), Candidate(depth: 2, lane: .reads)])
        #expect(choice.place == 1)
        #expect(!choice.opens)
    }

    @Test("A connection with enough to do has another one opened beside it, while it takes the request")
    func growth() {
        let busy = Candidate(depth: comfortable, lane: .reads)
        let choice = ConnectionChoice(for: .reads, among: [busy])
        #expect(choice.place == 0)
        #expect(choice.opens)
        #expect(!choice.prefersNew)
    }

    @Test("One connection is opened at a time for more of the same")
    func growthOneByOne() {
        let busy = Candidate(depth: comfortable, lane: .reads)
        let opening = Candidate(depth: comfortable + 1, lane: .reads, isOpen: false)
        #expect(!ConnectionChoice(for: .reads, among: [busy, opening]).opens)
    }

    @Test("Reads do not wait behind writes, nor writes behind reads, where a connection of their own can be had")
    func lanes() {
        for (lane, other) in [(ConnectionChoice.Lane.reads, ConnectionChoice.Lane.writes), (.writes, .reads)] {
            let choice = ConnectionChoice(for: lane, among: [Candidate(depth: 1, lane: other)])
            #expect(choice.opens)
            #expect(choice.prefersNew)
            #expect(choice.place == 0, "but when the limit is reached, they do")
        }
    }

    @Test("A sluggish connection is left alone where another can be had")
    func sluggish() {
        let sluggish = Candidate(depth: 1, lane: .reads, isSluggish: true)
        let alone = ConnectionChoice(for: .reads, among: [sluggish])
        #expect(alone.prefersNew)
        #expect(alone.place == 0)
        let beside = ConnectionChoice(for: .reads, among: [sluggish, Candidate(depth: 4, lane: .reads)])
        #expect(beside.place == 1)
        #expect(!beside.opens)
    }

    @Test("A stream shares with nothing, and nothing with a stream")
    func streams() {
        let reading = Candidate(depth: 1, lane: .reads)
        let streaming = Candidate(depth: 1, lane: .stream)
        #expect(ConnectionChoice(for: .stream, among: [reading, streaming]).place == nil)
        #expect(ConnectionChoice(for: .reads, among: [streaming]).place == nil)
        #expect(ConnectionChoice(for: .reads, among: [streaming]).opens)
    }

    @Test("A connection that owes a late answer, or is full, takes nothing")
    func unusable() {
        let late = Candidate(depth: 0, lane: .reads, isUsable: false)
        let full = Candidate(depth: TransportLimits.pipelineDepth, lane: .reads)
        let choice = ConnectionChoice(for: .reads, among: [late, full])
        #expect(choice.place == nil)
        #expect(choice.opens)
    }

    @Test("One that stands is better than one that is being opened")
    func standing() {
        let opening = Candidate(depth: 0, lane: .reads, isOpen: false)
        let standing = Candidate(depth: 0, lane: .reads)
        #expect(ConnectionChoice(for: .reads, among: [opening, standing]).place == 1)
        let beginning = ConnectionChoice(for: .reads, among: [Candidate(depth: 2, lane: .reads, isOpen: false)])
        #expect(beginning.place == 0, "the first requests wait together for the first connection")
        #expect(!beginning.opens)
    }
}
