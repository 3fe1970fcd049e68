import Testing

@testable import AerospikeSDK

@Suite struct BinsTests {
    @Test func literalKeepsItsOrder() {
        let bins: Bins = ["z": 1, "a": 2, "m": nil]
        #expect(bins.names == ["z", "a", "m"])
        #expect(bins["a"] == 2)
        #expect(bins["m"] == .some(.null))
        #expect(bins["other"] == nil)
        #expect(bins.description == #"["z": 1, "a": 2, "m": nil]"#)
        #expect(Bins().description == "[:]")
    }

    @Test func dictionaryIsSortedByName() {
        #expect(Bins(["b": 2, "c": 3, "a": 1]).names == ["a", "b", "c"])
    }

    @Test func equalityIgnoresOrder() {
        let (one, other): (Bins, Bins) = (["a": 1, "b": 2], ["b": 2, "a": 1])
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "b": 3])
    }

    @Test func subscriptChangesAddsAndRemoves() {
        var bins: Bins = ["a": 1, "a": 2]
        #expect(bins.count == 1 && bins["a"] == 2)
        bins["b"] = 3
        bins["a"] = nil
        bins["none"] = nil
        #expect(bins == ["b": 3])
    }

    /// Several operations on one bin have an answer each.
    @Test func lastOfEqualNamesCounts() {
        var bins = Bins()
        bins.append("a", 1)
        bins.append("a", 2)
        #expect(bins.map(\.value) == [1, 2])
        #expect(bins["a"] == 2)
        #expect(bins.dictionary == ["a": 2])
        bins["a"] = nil
        #expect(bins.isEmpty)
    }
}
