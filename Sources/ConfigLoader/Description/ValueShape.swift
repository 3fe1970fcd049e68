/// What values of a type look like, for whoever describes the format rather than reads it.
///
/// Every type of value that the decoder knows carries its shape, so that a schema and a reference cannot say anything
/// else than what is accepted.
package indirect enum ValueShape: Sendable {
    /// Any text.
    case text
    /// Text that is never shown.
    case secret
    /// The path of a file or folder.
    case path
    case boolean
    case integer(ClosedRange<Int>)
    /// A number with a unit of time.
    case duration
    /// A number of bytes, with or without a unit.
    case size
    /// One of several words.
    case choice([String])
    /// A server, as a seed list names it.
    case host
    /// A host, with or without a port.
    case address
    /// At least one value, each of the same shape.
    case list(ValueShape)
    /// Values of the same shape under names that the profile chooses.
    case table(ValueShape)
    /// Known keys.
    case section(SectionDescription)
    /// One of several shapes.
    case either([ValueShape])
}

extension ValueShape {
    /// The sections that such a value may be or hold.
    var sections: [SectionDescription] {
        switch self {
        case .section(let section): [section]
        case .list(let element), .table(let element): element.sections
        case .either(let shapes): shapes.flatMap(\.sections)
        case .text, .secret, .path, .boolean, .integer, .duration, .size, .choice, .host, .address: []
        }
    }
}
