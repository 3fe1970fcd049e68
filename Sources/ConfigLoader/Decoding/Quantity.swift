/// A number and its unit, such as `250ms`, `1.5 s` or `10mb`: the common grammar of durations and sizes.
struct Quantity: Hashable {
    /// The digits before the point.
    var whole: Int

    /// The digits after the point, as billionths.
    var billionths: Int

    /// The unit in lower case; empty when there is none.
    var unit: String

    /// Parses a quantity; `nil` when the text is none, or when its number has too many digits.
    init?(_ text: String) {
        let bytes = text.utf8
        let digits = bytes.prefix(while: Self.isDigit)
        guard let whole = Int(Substring(digits)) else { return nil }
        var rest = bytes.dropFirst(digits.count)
        billionths = 0
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: Self.isDigit)
            guard (1...9).contains(fraction.count), let number = Int(Substring(fraction)) else { return nil }
            billionths = (fraction.count..<9).reduce(number) { number, _ in number * 10 }
            rest = rest.dropFirst(1 + fraction.count)
        }
        let unit = Substring(rest.drop { $0 == UInt8(ascii: " ") })
        guard unit.utf8.allSatisfy({ !Self.isDigit($0) && $0 != UInt8(ascii: " ") }) else { return nil }
        self.whole = whole
        self.unit = unit.lowercased()
    }

    /// The quantity in a smaller unit of which `factor` make up one, rounded down; `nil` when it is too large.
    func scaled(by factor: Int) -> Int? {
        let (product, isTooLarge) = whole.multipliedReportingOverflow(by: factor)
        let (high, low) = billionths.multipliedFullWidth(by: factor)
        let part = 1_000_000_000.dividingFullWidth((high, low)).quotient
        let (sum, isSumTooLarge) = product.addingReportingOverflow(part)
        return isTooLarge || isSumTooLarge ? nil : sum
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
