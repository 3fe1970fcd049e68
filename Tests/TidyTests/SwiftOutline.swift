/// What a Swift text declares and names, as far as the tidy tests need to know.
struct SwiftOutline {
    /// A function, initializer, subscript or computed property, and the lines it stands on.
    struct Function: Equatable {
        var name: String
        var lines: ClosedRange<Int>
    }

    /// A type, and whether other files can see it by its plain name.
    struct TypeName: Hashable {
        var name: String
        var isVisible: Bool
    }

    private(set) var functions: [Function] = []
    private(set) var types: Set<TypeName> = []
    /// Names of types that only this text knows: its generic parameters.
    private(set) var parameters: Set<String> = []
    /// Capitalised names that stand in code and are not members of another name.
    private(set) var references: Set<String> = []
    /// The lines on which each word stands in code.
    private(set) var words: [String: [Int]] = [:]

    private let tokens: [Token]

    init(_ text: SwiftText) {
        tokens = Token.tokens(of: text.code)
        for place in tokens.indices { read(place) }
    }

    private static let functionWords: Set<String> = ["func", "init", "deinit", "subscript", "var"]
    private static let typeWords: Set<String> = ["struct", "class", "enum", "protocol", "actor", "typealias"]

    private mutating func read(_ place: Int) {
        let token = tokens[place]
        guard token.isWord else { return }
        words[token.text, default: []].append(token.line)
        let isMember = text(place - 1) == "."
        if !isMember, token.text.first?.isUppercase == true { references.insert(token.text) }
        if !isMember, Self.functionWords.contains(token.text), let lines = body(place) {
            functions.append(Function(name: token.text == "init" ? "init" : text(place + 1), lines: lines))
        }
        if !isMember, Self.typeWords.contains(token.text), place + 1 < tokens.count, tokens[place + 1].isWord {
            readType(place)
        }
        if text(place + 1) == "<", ["func", "init"].contains(text(place - 1)) || token.text == "init" {
            readParameters(place + 1)
        }
    }

    private mutating func readType(_ place: Int) {
        let name = text(place + 1)
        guard name.first?.isUppercase == true else { return }
        let modifiers = (max(0, place - 4)..<place).filter { tokens[$0].line == tokens[place].line }.map(text)
        let isPrivate = modifiers.contains { $0 == "private" || $0 == "fileprivate" }
        types.insert(TypeName(name: name, isVisible: tokens[place].depth == 0 && !isPrivate))
        if text(place + 2) == "<" { readParameters(place + 2) }
    }

    private mutating func readParameters(_ start: Int) {
        var place = start
        while place < tokens.count, text(place) != ">" {
            if ["<", ",", "each"].contains(text(place)), text(place + 1).first?.isUppercase == true {
                parameters.insert(text(place + 1))
            }
            place += 1
        }
    }

    private func text(_ place: Int) -> String {
        tokens.indices.contains(place) ? tokens[place].text : ""
    }

    /// The lines from a declaration to the end of its body, or `nil` when it has none.
    private func body(_ start: Int) -> ClosedRange<Int>? {
        let isProperty = tokens[start].text == "var"
        var nesting = 0
        for place in (start + 1)..<max(start + 1, tokens.count) {
            switch tokens[place].text {
            case "(", "[": nesting += 1
            case ")", "]": nesting -= 1
            case "{" where nesting == 0: return end(of: place).map { tokens[start].line...$0 }
            case "}" where nesting == 0: return nil
            case "=" where isProperty && nesting == 0: return nil
            default: if isProperty, nesting == 0, tokens[place].line > tokens[start].line { return nil }
            }
        }
        return nil
    }

    private func end(of brace: Int) -> Int? {
        tokens[brace...].dropFirst().first { $0.text == "}" && $0.depth == tokens[brace].depth }?.line
    }
}
