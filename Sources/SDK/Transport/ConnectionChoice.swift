/// Which of a pool's connections takes the next request: the least loaded, and another is opened when all have enough.
struct ConnectionChoice: Equatable {
    /// What the choice needs to know of one connection.
    struct Candidate {
        var depth: Int
        var isOpen: Bool
        /// Whether it takes further requests, rather than carrying a stream or owing a late answer.
        var isUsable: Bool
    }

    /// The place of the connection to use, or `nil` when none will do.
    var use: Int?

    /// Whether to begin another connection, if the limits allow it.
    var opens: Bool

    /// Chooses a connection that others may use at the same time.
    static func shared(_ candidates: some Sequence<Candidate>) -> ConnectionChoice {
        var best: (place: Int, candidate: Candidate)?
        var isOpening = false
        for (place, candidate) in candidates.enumerated() where candidate.isUsable {
            if !candidate.isOpen { isOpening = true }
            guard candidate.depth < TransportLimits.pipelineDepth else { continue }
            if let best, !(candidate.isBetter(than: best.candidate)) { continue }
            best = (place, candidate)
            // Nothing beats one that stands and has nothing to do.
            if candidate.isOpen, candidate.depth == 0 { break }
        }
        guard let best else { return ConnectionChoice(use: nil, opens: true) }
        let isCrowded = best.candidate.depth >= TransportLimits.comfortableDepth
        return ConnectionChoice(use: best.place, opens: isCrowded && !isOpening)
    }

    /// Chooses a connection for one request alone: one that has nothing to do, or a new one.
    static func exclusive(_ candidates: some Sequence<Candidate>) -> ConnectionChoice {
        for (place, candidate) in candidates.enumerated()
        where candidate.isUsable && candidate.isOpen && candidate.depth == 0 {
            return ConnectionChoice(use: place, opens: false)
        }
        return ConnectionChoice(use: nil, opens: true)
    }
}

extension ConnectionChoice.Candidate {
    /// One that stands is better than one that is being opened; then the one with less to do.
    fileprivate func isBetter(than other: Self) -> Bool {
        isOpen != other.isOpen ? isOpen : depth < other.depth
    }
}
