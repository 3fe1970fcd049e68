extension Diagnostic {
    /// What the code of a problem means at length: why it is one, and how to mend it.
    public struct Explanation: Hashable, Sendable {
        /// Why this is a problem, in paragraphs.
        public var text: String

        /// A profile, or a part of one, that has the problem; `nil` where no profile shows it.
        public var wrong: String?

        /// The same without the problem.
        public var right: String?

        init(_ text: String, wrong: String? = nil, right: String? = nil) {
            self.text = text
            self.wrong = wrong
            self.right = right
        }
    }
}

extension Diagnostic.Explanation: CustomStringConvertible {
    /// The text and, below it, both examples, indented.
    public var description: String {
        func example(_ title: String, _ text: String?) -> [String] {
            text.map { ["\(title):\n" + $0.split(separator: "\n").map { "\n    \($0)" }.joined()] } ?? []
        }
        return ([text] + example("Wrong", wrong) + example("Right", right)).joined(separator: "\n\n")
    }
}
