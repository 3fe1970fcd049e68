internal import AerospikeSDK
internal import Glibc

/// GeoJSON as a server keeps it: a byte of flags, a count of cells, the cells, then the text.
///
/// A point lies in one cell of the S2 grid (http://s2geometry.io), which is computed as the server does. Shapes, which
/// a server covers with several cells, have none here: no query of the sandbox needs them.
enum SandboxGeo {
    /// The particle of a text.
    ///
    /// - Returns: `nil` when the text is no GeoJSON object.
    static func particle(of text: String) -> Value? {
        guard text.utf8.first == UInt8(ascii: "{"), text.contains("\"type\"") else { return nil }
        let cells = text.contains("\"Point\"") ? [point(in: text)] : []
        guard !cells.contains(nil) else { return nil }
        var writer = ByteWriter(capacity: text.utf8.count + 16)
        writer.uint8(0)
        writer.integer(UInt16(cells.count))
        for cell in cells { writer.integer(cell ?? 0) }
        writer.text(text)
        return .unknown(.particle(.geoJSON, writer.bytes))
    }

    /// The cell of the point whose longitude and latitude follow the word `coordinates`.
    private static func point(in text: String) -> UInt64? {
        let key = "\"coordinates\""
        var rest = text[...].utf8
        while !rest.isEmpty, !rest.starts(with: key.utf8) { rest.removeFirst() }
        let numbers = rest.dropFirst(key.utf8.count)
            .drop { $0 != UInt8(ascii: "[") }.dropFirst()
            .prefix { $0 != UInt8(ascii: "]") }
            .split(separator: UInt8(ascii: ","))
            .map { Double(String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self)) }
        guard numbers.count >= 2, let longitude = numbers[0], let latitude = numbers[1],
            abs(longitude) <= 180, abs(latitude) <= 90
        else { return nil }
        return cell(longitude: longitude, latitude: latitude)
    }

    /// The smallest cell that holds a point: a face of the cube around the sphere, then the place on that face's
    /// Hilbert curve, two bits a level.
    static func cell(longitude: Double, latitude: Double) -> UInt64 {
        let (theta, phi) = (longitude * .pi / 180, latitude * .pi / 180)
        let (face, u, v) = project(x: cos(phi) * cos(theta), y: cos(phi) * sin(theta), z: sin(phi))
        let (i, j) = (index(u), index(v))
        var orientation = face & 1
        var position: UInt64 = 0
        for level in (0..<levels).reversed() {
            let quadrant = Int(i >> level & 1) << 1 | Int(j >> level & 1)
            let step = places[orientation][quadrant]
            position = position << 2 | UInt64(step)
            orientation ^= turns[step]
        }
        return UInt64(face) << 61 | position << 1 | 1
    }

    private static let levels = 30
    /// The place on the curve of each quadrant, by the curve's orientation.
    private static let places = [[0, 1, 3, 2], [0, 3, 1, 2], [2, 3, 1, 0], [2, 1, 3, 0]]
    /// How the orientation changes on going into each place.
    private static let turns = [1, 0, 0, 3]

    private static func project(x: Double, y: Double, z: Double) -> (face: Int, u: Double, v: Double) {
        if abs(x) > abs(y), abs(x) > abs(z) { return x > 0 ? (0, y / x, z / x) : (3, z / x, y / x) }
        if abs(y) > abs(z) { return y > 0 ? (1, -x / y, z / y) : (4, z / y, -x / y) }
        return z > 0 ? (2, -x / z, -y / z) : (5, -y / z, -x / z)
    }

    /// A coordinate on a face, stretched so that cells are about the same size everywhere, as a whole number.
    private static func index(_ coordinate: Double) -> UInt32 {
        let stretched =
            coordinate >= 0 ? 0.5 * (1 + 3 * coordinate).squareRoot() : 1 - 0.5 * (1 - 3 * coordinate).squareRoot()
        let cells = Double(1 << levels)
        return UInt32(max(0, min(cells - 1, (stretched * cells).rounded(.down))))
    }
}
