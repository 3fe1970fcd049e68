/// Which bins of a record to return.
package enum BinSelection: Hashable, Sendable {
    /// Every bin.
    case all
    /// These bins.
    case named([String])
    /// None: only whether the record exists, its generation and its expiration.
    case none

    /// The flags of a read.
    var flags: Info1 {
        switch self {
        case .all: [.read, .getAll]
        case .named: .read
        case .none: [.read, .getNoBins]
        }
    }

    /// The names that a request lists, one operation for each.
    var names: [String] { if case .named(let names) = self { names } else { [] } }
}
