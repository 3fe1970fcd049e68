/// A table on the screen: texts to the left of their columns, numbers to the right.
struct Table {
    let widths: [Int]

    func print(_ cells: String...) {
        Swift.print(
            zip(cells, widths).map { cell, width in
                let padding = String(repeating: " ", count: max(0, width - cell.count))
                return Double(cell) == nil ? cell + padding : padding + cell
            }.joined(separator: " "))
    }
}

extension Double {
    /// The number with so many digits behind the point.
    func rounded(digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (self * scale).rounded() / scale
        return digits == 0 ? "\(Int(scaled))" : "\(scaled)"
    }
}

extension [Double] {
    /// The value in the middle; 0 where there is none.
    var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
