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
    var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isPrintable ? $0 : "\u{FFFD}" }))
    }

    /// The text in quotes as messages show it: shortened, and with nothing in it that could steer a terminal.
    var quoted: String {
        let shown = String(unicodeScalars.prefix(ProfileLimits.quotedCharacters))
        let isShortened = unicodeScalars.count > ProfileLimits.quotedCharacters
        return "'\(shown.printable)\(isShortened ? "…" : "")'"
    }
}
