import AerospikeSDK
import Testing

@Suite struct ResultCodeTests {
    @Test func unknownCodesSurvive() {
        let code = ResultCode(rawValue: 249)
        #expect(code.rawValue == 249)
        #expect(code == ResultCode(rawValue: 249))
        #expect(code.description == "249 (a code that this client does not know)")
    }
    static let known: [(ResultCode, UInt8)] = [
        (ResultCode.ok, UInt8(0)), (.keyNotFound, 2), (.generationError, 3), (.keyExists, 5), (.timeout, 9),
        (.partitionUnavailable, 11), (.binTypeError, 12), (.recordTooBig, 13), (.keyBusy, 14), (.deviceOverload, 18),
        (.invalidNamespace, 20), (.forbidden, 22), (.enterpriseOnly, 25), (.filteredOut, 27), (.invalidEncoding, 29),
        (.xdrKeyBusy, 32), (.queryEnd, 50), (.securityNotSupported, 51), (.securityNotEnabled, 52), (.invalidUser, 60),
        (.invalidCredential, 65), (.expiredSession, 66), (.notAuthenticated, 80), (.roleViolation, 81),
        (.notAllowlisted, 82), (.quotaExceeded, 83), (.udfFailed, 100), (.transactionBlocked, 120),
        (.transactionMonitorExists, 127), (.batchQueuesFull, 152), (.invalidGeoJSON, 160), (.indexNotReadable, 203),
        (.queryAborted, 210), (.queryError, 213),
    ]

    @Test(arguments: known)
    func codeHasItsNumberAndMeaning(_ code: ResultCode, _ number: UInt8) {
        #expect(code.rawValue == number)
        #expect(code.description.hasPrefix("\(number) ("))
        #expect(!code.description.contains("does not know"))
    }
}
