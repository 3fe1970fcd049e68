/// The declarations of a Swift text that users of a module see, and where they stand.
///
/// A linter knows those that say `public` themselves. Here are also those that others make visible: cases of public
/// enumerations, requirements of public protocols, and what stands in a public extension; and those that say `open`, and
/// operators, which every importer sees.
struct PublicSymbols {
    /// One declaration.
    struct Symbol: CustomStringConvertible {
        /// The word that declares it, such as `case`.
        var kind: String
        /// What it is called; for what has no name, the mark that follows.
        var name: String
        /// The first line that belongs to it, attributes included.
        var line: Int

        var description: String { "\(kind) \(name)" }
    }

    private(set) var symbols: [Symbol] = []

    /// What a brace stands around, as far as it makes its members visible.
    private enum Scope {
        case publicEnumeration, publicProtocol, publicExtension, other
    }

    private let tokens: [Token]
    private var scopes: [Scope] = []
    /// What the next brace opens.
    private var next = Scope.other

    init(_ text: SwiftText) {
        tokens = Token.tokens(of: text.code)
        for place in tokens.indices { read(place) }
    }

    private static let members: Set = [
        "func", "var", "let", "init", "subscript", "typealias", "associatedtype", "case", "operator",
        "precedencegroup",
    ]
    private static let types: Set = ["struct", "class", "enum", "protocol", "actor", "extension"]
    private static let access: Set = ["public", "open", "package", "internal", "fileprivate", "private"]
    private static let modifiers: Set = [
        "static", "class", "final", "override", "mutating", "nonmutating", "nonisolated", "indirect", "lazy", "weak",
        "unowned", "convenience", "required", "dynamic", "consuming", "borrowing", "prefix", "postfix", "infix",
        "async",
        "unsafe", "isolated",
    ]

    private mutating func read(_ place: Int) {
        let text = tokens[place].text
        switch text {
        case "{":
            scopes.append(next)
            next = .other
        case "}": _ = scopes.popLast()
        default:
            guard self.text(place - 1) != ".", isDeclaration(place) else { return }
            let (start, access) = beginning(of: place)
            let isVisible = isVisible(text, access)
            if isVisible, text != "extension" {
                let name = self.text(place + 1)
                let word = name == "`" ? self.text(place + 2) : name
                symbols.append(Symbol(kind: text, name: word, line: tokens[start].line))
            }
            if Self.types.contains(text) { next = scope(text, isVisible: isVisible) }
        }
    }

    /// Whether a word declares something here.
    private func isDeclaration(_ place: Int) -> Bool {
        let text = tokens[place].text
        if Self.members.contains(text) { return true }
        guard Self.types.contains(text), place + 1 < tokens.count, tokens[place + 1].isWord else { return false }
        return !Self.members.contains(tokens[place + 1].text)
    }

    private func isVisible(_ word: String, _ access: Set<String>) -> Bool {
        if !access.isDisjoint(with: ["public", "open"]) { return true }
        guard access.isEmpty else { return false }
        if ["operator", "precedencegroup"].contains(word) { return true }
        switch scopes.last ?? .other {
        case .publicProtocol: return true
        case .publicExtension: return word != "case"
        case .publicEnumeration: return word == "case"
        case .other: return false
        }
    }

    private func scope(_ word: String, isVisible: Bool) -> Scope {
        switch word {
        case "enum" where isVisible: .publicEnumeration
        case "protocol" where isVisible: .publicProtocol
        case "extension" where isVisible: .publicExtension
        default: .other
        }
    }

    /// Where a declaration begins, its attributes included, and what it says about who sees it.
    private func beginning(of place: Int) -> (start: Int, access: Set<String>) {
        var start = place
        var access: Set<String> = []
        while start > 0 {
            let word = tokens[start - 1].text
            // A case may be named `open`.
            if ["case", ",", "."].contains(text(start - 2)) { break }
            if Self.access.contains(word) {
                access.insert(word)
                start -= 1
            } else if Self.modifiers.contains(word) {
                start -= 1
            } else if text(start - 2) == "@" {
                start -= 2
            } else if word == ")", let opening = opening(of: start - 1), isQualified(opening) {
                // As of `private(set)` or `@available(…)`: the word before the parenthesis says nothing about access.
                start = text(opening - 2) == "@" ? opening - 2 : opening - 1
            } else {
                break
            }
        }
        return (start, access)
    }

    /// Whether a parenthesis belongs to a modifier or to an attribute.
    private func isQualified(_ opening: Int) -> Bool {
        let word = text(opening - 1)
        return text(opening - 2) == "@" || Self.access.contains(word) || Self.modifiers.contains(word)
    }

    private func opening(of closing: Int) -> Int? {
        var depth = 0
        for place in (0...closing).reversed() {
            if tokens[place].text == ")" { depth += 1 }
            if tokens[place].text == "(" { depth -= 1 }
            if depth == 0 { return place }
        }
        return nil
    }

    private func text(_ place: Int) -> String {
        tokens.indices.contains(place) ? tokens[place].text : ""
    }
}
