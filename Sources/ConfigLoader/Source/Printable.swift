extension Unicode.Scalar {
    /// Whether a terminal shows the character as itself, where it stands: no control, no change of writing direction.
    var isPrintable: Bool {
        if isASCII { return value >= 0x20 && value != 0x7F }
        return switch properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

extension String {
    /// The text with nothing in it that could steer a terminal.
    package var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isPrintable ? $0 : "\u{FFFD}" }))
    }

    /// The text as messages show it: shortened, and with nothing in it that could steer a terminal.
    var shown: String {
        let beginning = String(unicodeScalars.prefix(ProfileLimits.quotedCharacters)).printable
        return unicodeScalars.count > ProfileLimits.quotedCharacters ? beginning + "…" : beginning
    }

    /// The text as messages show it, in quotes.
    package var quoted: String { "'\(shown)'" }
}

extension [String] {
    /// The words as messages list them: "a, b, c", cut short when there are very many.
    package var formattedAsList: String {
        let words = prefix(ProfileLimits.listedWords).map(\.shown)
        return (words + (words.count < count ? ["…"] : [])).joined(separator: ", ")
    }

    /// The words as alternatives: "a", "a or b", "a, b or c".
    package var formattedAsChoice: String {
        guard let last, count > 1, count <= ProfileLimits.listedWords else { return formattedAsList }
        return Array(dropLast()).formattedAsList + " or " + last.shown
    }
}
