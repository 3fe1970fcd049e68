import AerospikeSDK
import Foundation
import TestSupport
import Testing

@Suite struct Base64Tests {
    @Test(arguments: seeds)
    func foundationAgrees(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for count in 0..<100 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0 ... .max, using: &generator) }
            #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: ["A", "AA", "AAA", "A===", "====", "AA=A", "=AAA", "AA A", "AA\n=", "AAAé", "AA==AAAA", "-_-_"])
    func otherTextIsRefused(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
