import AerospikeSDK
import Testing

@Suite struct AdminMessageTests {
    @Test func frameIsReadAsItWasWritten() throws {
        let message = AdminMessage(
            .login, resultCode: .expiredPassword, fields: [.init(.sessionToken, [1, 2, 3]), .init(.sessionTTL, [])])
        let (type, body) = try body(of: message.frame())
        #expect(type == .admin)
        #expect(body.prefix(4) == [0, 63, 20, 2])
        #expect(try AdminMessage(body) == message)
    }

    @Test func everyCutIsAnError() throws {
        let whole = try body(
            of: AdminMessage(.login, fields: [.init(.user, [1]), .init(.credential, [2, 3])]).frame()
        ).body
        for length in whole.indices {
            #expect(throws: WireError.self) { try AdminMessage(Array(whole.prefix(length))) }
        }
    }

    @Test func fieldWithoutItsNumberIsRefused() {
        let head: [UInt8] = [0, 0, 20, 1] + [UInt8](repeating: 0, count: 12)
        #expect(throws: WireError.lengthOutOfBounds) { try AdminMessage(head + [0, 0, 0, 0]) }
        #expect(throws: WireError.lengthOutOfBounds) { try AdminMessage(head + [0xFF, 0xFF, 0xFF, 0xFF, 5]) }
    }
}
