import AerospikeSDK
import Foundation
import Testing

/// One exchange of the recordings: what a published client asked a real server, and what came back.
struct Recording: Decodable, CustomTestStringConvertible {
    struct Frame: Decodable {
        enum Direction: String, Decodable {
            case request, response
        }

        let connection: Int
        let direction: Direction
        let bytes: [UInt8]

        private enum CodingKeys: String, CodingKey {
            case connection, direction, hex
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            connection = try container.decode(Int.self, forKey: .connection)
            direction = try container.decode(Direction.self, forKey: .direction)
            bytes = [UInt8](hexadecimal: try container.decode(String.self, forKey: .hex))
        }
    }

    let name: String
    /// `ok`, or the name of the client's error and the server's result code.
    let outcome: String
    /// What the client returned, in Python's notation; cut off after ``resultLimit`` characters.
    let clientResult: String?
    let frames: [Frame]

    static let resultLimit = 400

    var testDescription: String { name }

    /// The result code that the client reported.
    var resultCode: ResultCode {
        ResultCode(rawValue: outcome.split(separator: " ").last.flatMap { UInt8($0) } ?? 0)
    }

    /// The frames of one direction and type, in order; the client's own tend on connection 1 is left out.
    func frames(_ direction: Frame.Direction, _ type: FrameType) -> [[UInt8]] {
        let chosen = frames.filter { $0.direction == direction && ($0.connection != 1 || name == "connect") }
        return chosen.map(\.bytes).filter { $0[1] == type.rawValue }
    }

    static let exchanges = load("exchanges")
    static let threeNodes = load("three-node")
    /// Queries of partitions that a node does not have, and refused ones.
    static let partitions = load("partitions")
    static let all = exchanges + threeNodes + partitions

    static func named(_ name: String) throws -> Recording {
        try #require(exchanges.first { $0.name == name })
    }

    private static func load(_ file: String) -> [Recording] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return fixture("\(file).jsonl").split(separator: UInt8(ascii: "\n")).map { line in
            do { return try decoder.decode(Recording.self, from: line) } catch { fatalError("\(file): \(error)") }
        }
    }
}

/// The content of a file of recordings.
func fixture(_ file: String) -> Data {
    guard let url = Bundle.module.url(forResource: "Fixtures/wire/\(file)", withExtension: nil),
        let data = try? Data(contentsOf: url)
    else { fatalError("the fixture \(file) is missing") }
    return data
}
