/// The texts that a profile was made of, and everything that it says, each value where it was written.
///
/// It is kept to show where something is that proves wrong after loading. Secrets stand in it, so that it never shows
/// itself.
struct ProfileSource: Sendable, CustomReflectable, CustomStringConvertible {
    /// The profile's own file, those that it extends, and the variables that lie over them.
    let layers: [Layer]

    /// All layers in one.
    let root: YAMLNode

    /// Finds the source lines of problems.
    var formatter: DiagnosticFormatter { DiagnosticFormatter(layers) }

    /// The layer that a place is in.
    func layer(of range: SourceRange) -> Layer.Name? {
        layers.indices.contains(Int(range.layer)) ? layers[Int(range.layer)].name : nil
    }

    /// A place as diagnostics show it.
    func span(of range: SourceRange) -> Diagnostic.Span? {
        var formatter = formatter
        return formatter.span(of: range)
    }

    /// The scalar that stands at a place.
    func scalar(at range: SourceRange) -> YAMLNode? { root.scalar(at: range) }

    var description: String { "ProfileSource(\(layers.map(\.name.text)))" }

    /// A mirror without children.
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension YAMLNode {
    fileprivate func scalar(at range: SourceRange) -> YAMLNode? {
        switch content {
        case .scalar: self.range == range ? self : nil
        case .sequence(let elements): elements.lazy.compactMap { $0.scalar(at: range) }.first
        case .mapping(let entries): entries.lazy.compactMap { $0.value.scalar(at: range) }.first
        }
    }
}
