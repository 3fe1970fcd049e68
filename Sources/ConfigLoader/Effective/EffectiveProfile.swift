/// Every value that holds in a profile, after all that it extends and all that lies over it.
///
/// The values are found by walking the description of the format, so that no key can be forgotten.
package struct EffectiveProfile: Sendable {
    /// The profile's name.
    package let name: String

    /// The files that it was read from, its own first.
    package let files: [String]

    /// The values in the order of the format.
    package var values: [EffectiveValue]

    /// Finds a profile and works out its values.
    ///
    /// - Throws: `ProfileError` with all that is wrong with it.
    package static func load(_ name: String, _ locator: ProfileLocator) throws(ProfileError) -> EffectiveProfile {
        let path = try locator.path(of: name)
        return EffectiveProfile(try ParsedProfile(path: path, locator), path: path)
    }

    init(_ parsed: ParsedProfile, path: String) {
        name = ProfileLocator.name(ofFile: path)
        files = parsed.source.layers.map(\.name).compactMap(\.path)
        var walk = EffectiveWalk(layers: parsed.source.layers.map(\.name))
        walk.visit(parsed)
        values = walk.values
    }

    /// The values at a path or below it.
    package func values(at path: String) -> [EffectiveValue] {
        values.filter { $0.path == path || $0.path.hasPrefix("\(path).") }
    }
}
