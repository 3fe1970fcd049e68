/// A profile in the making: sections within sections, in the order in which they were begun.
struct SettingTree {
    private enum Setting {
        /// A value as YAML.
        case value(String)
        case section(SettingTree)
    }

    private var settings: [(key: String, setting: Setting)] = []

    /// Sets a value, unless there is one.
    ///
    /// - Returns: The value that there is.
    mutating func set(_ path: [String], _ value: String) -> String? {
        guard let key = path.first else { return nil }
        let index = settings.firstIndex { $0.key == key }
        guard path.count > 1 else {
            guard let index else {
                settings.append((key, .value(value)))
                return nil
            }
            if case .value(let known) = settings[index].setting { return known }
            return ""
        }
        guard let index, case .section(var section) = settings[index].setting else {
            guard index == nil else { return "" }
            var section = SettingTree()
            _ = section.set(Array(path.dropFirst()), value)
            settings.append((key, .section(section)))
            return nil
        }
        let known = section.set(Array(path.dropFirst()), value)
        settings[index].setting = .section(section)
        return known
    }

    /// Whether anything is set at a path.
    func contains(_ path: [String]) -> Bool {
        guard let key = path.first, let setting = settings.first(where: { $0.key == key })?.setting else {
            return false
        }
        guard case .section(let section) = setting else { return path.count == 1 }
        return path.count == 1 || section.contains(Array(path.dropFirst()))
    }

    /// The lines of the profile.
    func lines(indentation: String = "") -> [String] {
        settings.flatMap { key, setting in
            switch setting {
            case .value(let text): ["\(indentation)\(YAMLText.key(key)): \(text)"]
            case .section(let section):
                ["\(indentation)\(YAMLText.key(key)):"] + section.lines(indentation: indentation + "  ")
            }
        }
    }
}

/// Values as YAML spells them, so that a profile reads them as they were meant.
enum YAMLText {
    /// A key, in quotes unless it is a plain word.
    static func key(_ key: String) -> String {
        let isPlain = key.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
        }
        return isPlain && key != "null" || key == SystemSection.defaultName ? key : quoted(key)
    }

    /// A text, in which `$` means nothing.
    static func quoted(_ text: String) -> String { verbatim(text.replacing("$", with: "$$")) }

    /// A reference to a variable.
    static func reference(_ variable: String) -> String { "\"${\(variable)}\"" }

    /// Texts in a list.
    static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

    private static func verbatim(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case _ where scalar.isPrintable: String(scalar)
            default: "\\U" + String(repeating: "0", count: 8 - hexadecimal(scalar).count) + hexadecimal(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16) }
}
