import Glibc

/// Follows what a profile extends, from file to file.
struct Extending {
    /// The profile and what it extends, each after the one that extends it.
    private(set) var layers: [Layer]

    /// What prevents following further.
    private(set) var problem: Problem?

    /// Whether all was found that the profile extends.
    var isComplete: Bool {
        guard problem == nil else { return false }
        let base = layers.last?.document?.root?.entry(ProfileContents.extendsKey)?.value
        return base == nil || base?.takesAway == true
    }

    private let locator: ProfileLocator

    /// The files so far, by what they are rather than by what they are called.
    private var identities: [String?]

    /// Reads everything that a profile extends.
    init(_ profile: Layer, _ locator: ProfileLocator) {
        layers = [profile]
        self.locator = locator
        identities = [profile.name.path.flatMap(ProfilePath.real)]
        while problem == nil, let last = layers.last, let base = last.document?.extends {
            follow(base, from: last.name.path)
        }
    }

    private mutating func follow(_ base: Located<String>, from path: String?) {
        guard layers.count <= ProfileLimits.extends else {
            return fail(.limit, base, "more than \(ProfileLimits.extends) profiles extend each other here")
        }
        do throws(ProfileError) {
            let path = try locator.path(ofBase: base.value, of: path)
            let identity = ProfilePath.real(path)
            if let index = identities.firstIndex(where: { $0 != nil && $0 == identity }) {
                let circle = layers[index...].map(\.name.text) + [path]
                return fail(
                    .parentCycle, base, "profiles extend each other in a circle",
                    help: "one of these must not: \(circle.map(\.printable).joined(separator: ", "))")
            }
            read(path, for: base)
            identities.append(identity)
        } catch {
            guard let diagnostic = error.diagnostics.first else { return }
            fail(
                diagnostic.code, base, diagnostic.message, suggestion: diagnostic.suggestion,
                help: diagnostic.help
                    ?? "it is looked for beside this profile, then in \(locator.directories.formattedAsList)")
        }
    }

    private mutating func read(_ path: String, for base: Located<String>) {
        do throws(FileProblem) {
            let bytes = try FileContents.read(path: path, limit: ProfileLimits.fileBytes)
            layers.append(
                Layer(
                    Layer.Name(text: path, path: path), bytes: bytes, index: UInt16(clamping: layers.count),
                    environment: locator.environment))
        } catch {
            fail(
                .unreadableFile, base, "\(path.quoted) cannot be read: \(error.reason)",
                help: error.isMissing ? "a path in a profile is relative to the profile's folder" : nil)
        }
    }

    private mutating func fail(
        _ code: Diagnostic.Code,
        _ base: Located<String>,
        _ message: String,
        suggestion: String? = nil,
        help: String? = nil
    ) {
        problem = Problem(code: code, range: base.range, message: message, suggestion: suggestion, help: help)
    }
}

extension YAMLComposer.Document {
    /// The profile that this one extends, if it names one.
    fileprivate var extends: Located<String>? {
        guard case .mapping(let entries) = root?.content,
            let node = entries.first(where: { $0.key.text == ProfileContents.extendsKey })?.value,
            let name = node.text, !name.isEmpty, !node.isNull, !unresolved.contains(node.range)
        else { return nil }
        return Located(name, at: node.range)
    }
}
