/// The arguments of a mode: words, and options such as `--rounds 100`.
struct Options {
    /// Arguments that make no sense.
    struct Misuse: Error {
        let usage: String
    }

    private(set) var words: [String] = []
    private var values: [String: String] = [:]

    init(_ arguments: some Sequence<String>) {
        var name: String?
        for argument in arguments {
            if let option = name {
                values[option] = argument
                name = nil
            } else if argument.hasPrefix("--") {
                name = String(argument.dropFirst(2))
            } else {
                words.append(argument)
            }
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// An option's number, or another where it is not given or none.
    func number(_ name: String, default other: Int) -> Int {
        values[name].flatMap { Int($0) } ?? other
    }
}
