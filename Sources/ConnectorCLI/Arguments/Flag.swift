internal import AerospikeConfigLoader

/// A flag of a command: how it is written, what it means, and where its value goes.
struct Flag<Options>: Sendable {
    /// Why a value is refused, as what is expected instead.
    struct Refusal: Error { let expected: String }

    let name: String
    /// What stands for the value in help texts, or `nil` for a flag without one.
    let placeholder: String?
    let help: String
    /// Whether the value may be left out; then it is given as `--name=value` only.
    var hasOptionalValue = false
    let apply: @Sendable (inout Options, String) throws(Refusal) -> Void

    /// A flag that says something by being there.
    static func sign(_ name: String, help: String, set: @escaping @Sendable (inout Options) -> Void) -> Flag {
        Flag(name: name, placeholder: nil, help: help) { options, _ throws(Refusal) in set(&options) }
    }

    /// A flag with a text.
    static func text(
        _ name: String,
        _ placeholder: String,
        help: String,
        set: @escaping @Sendable (inout Options, String) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: placeholder, help: help) { options, text throws(Refusal) in
            guard !text.isEmpty else { throw Refusal(expected: "a text") }
            set(&options, text)
        }
    }

    /// A flag with a duration.
    static func duration(
        _ name: String,
        help: String,
        set: @escaping @Sendable (inout Options, Duration) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: "DURATION", help: help) { options, text throws(Refusal) in
            set(&options, try duration(text))
        }
    }

    /// A flag with a duration that may be left out.
    static func duration(
        _ name: String,
        unlessGiven standard: Duration,
        help: String,
        set: @escaping @Sendable (inout Options, Duration) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: "DURATION", help: help, hasOptionalValue: true) { options, text throws(Refusal) in
            set(&options, text.isEmpty ? standard : try duration(text))
        }
    }

    private static func duration(_ text: String) throws(Refusal) -> Duration {
        guard let duration = Duration(spelled: text), duration > .zero, duration <= .seconds(3600) else {
            throw Refusal(expected: "a duration of at most 1h, such as 500ms, 30s or 5m")
        }
        return duration
    }

    /// How the flag is written, such as `--port P`.
    var form: String {
        guard let placeholder else { return name }
        return hasOptionalValue ? "\(name)[=\(placeholder)]" : "\(name) \(placeholder)"
    }

    /// A flag with a number.
    static func number<Number: FixedWidthInteger & Sendable>(
        _ name: String,
        _ placeholder: String,
        _ range: ClosedRange<Number>,
        help: String,
        set: @escaping @Sendable (inout Options, Number) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: placeholder, help: help) { options, text throws(Refusal) in
            guard let number = Number(text), range.contains(number) else {
                throw Refusal(expected: "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            set(&options, number)
        }
    }
}

extension Flag {
    /// A flag with a value that only some texts stand for.
    static func value<Value>(
        _ name: String,
        _ placeholder: String,
        expected: String,
        help: String,
        read: @escaping @Sendable (String) -> Value?,
        set: @escaping @Sendable (inout Options, Value) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: placeholder, help: help) { options, text throws(Refusal) in
            guard let value = read(text) else { throw Refusal(expected: expected) }
            set(&options, value)
        }
    }
}

/// The arguments of a command that are not flags: one, unless it may be repeated.
struct Operand<Options>: Sendable {
    let placeholder: String
    var isRepeatable = false
    let set: @Sendable (inout Options, String) -> Void
}
