/// How far one word is from another, for finding what a person meant to write.
package enum EditDistance {
    /// How many letters must be inserted, removed, replaced or swapped with their neighbour.
    static func between(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var current = [i + 1]
            for j in right.indices {
                let replaced = previous[j] + (left[i] == right[j] ? 0 : 1)
                var best = min(replaced, previous[j + 1] + 1, current[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, beforePrevious[j - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }

    /// The candidate that was probably meant, or `nil` when none is near.
    ///
    /// Case, `_` and `-` do not count, so that `caFile` finds `ca_file`; a word that contains a candidate or is
    /// contained in one is near, so that `username` finds `user`.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.utf8.count <= ProfileLimits.suggestionBytes else { return nil }
        let plainWord = normalized(word)
        guard !plainWord.isEmpty else { return nil }
        var nearest: (candidate: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= ProfileLimits.suggestionBytes {
            let plainCandidate = normalized(candidate)
            let distance = between(plainWord, plainCandidate)
            let isPart =
                min(plainWord.utf8.count, plainCandidate.utf8.count) >= 4
                && (plainWord.contains(plainCandidate) || plainCandidate.contains(plainWord))
            let limit = isPart ? Int.max : max(1, plainCandidate.utf8.count / 3)
            if distance <= limit, distance < nearest?.distance ?? Int.max { nearest = (candidate, distance) }
        }
        return nearest?.candidate
    }

    private static func normalized(_ word: String) -> String {
        word.lowercased().filter { $0 != "_" && $0 != "-" }
    }
}
