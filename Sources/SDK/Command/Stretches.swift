/// A sequence cut into stretches, each of which is known by where it ends.
struct Stretches: Sendable {
    /// For each stretch the place behind its last element.
    private var ends: [Int] = []

    /// How many elements there are in all.
    var count: Int { ends.last ?? 0 }

    /// Adds a stretch behind the others.
    mutating func append(length: Int) {
        ends.append(count + length)
    }

    /// The stretch in which an element lies.
    func place(of element: Int) -> Int? {
        guard element >= 0, element < count else { return nil }
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if element < ends[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
