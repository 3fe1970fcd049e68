/// Which of a pool's connections takes the next request.
///
/// Requests share connections, and each waits for those before it. So reads never share with writes, which can wait long
/// for another node's copy; a connection whose answer is slow in coming is left alone; and another one is opened when
/// those that fit have enough to do.
struct ConnectionChoice: Equatable {
    /// With what a request may share a connection.
    enum Lane: Hashable, Sendable {
        case reads
        case writes
        /// With nothing: its answer fills the connection until it ends.
        case stream
    }

    /// What the choice needs to know of one connection.
    struct Candidate {
        /// How many answers it owes.
        var depth: Int
        /// What those answers are.
        var lane: Lane
        var isOpen: Bool
        /// Whether it takes further requests, rather than owing a late answer.
        var isUsable: Bool
        /// Whether the next answer is slow in coming.
        var isSluggish: Bool

        init(depth: Int, lane: Lane, isOpen: Bool = true, isUsable: Bool = true, isSluggish: Bool = false) {
            self.depth = depth
            self.lane = lane
            self.isOpen = isOpen
            self.isUsable = isUsable
            self.isSluggish = isSluggish
        }
    }

    /// The place of the best connection there is, or `nil` when none will do.
    var place: Int?

    /// Whether to begin another connection, if the limits allow it.
    var opens = false

    /// Whether the new connection is better than the best there is.
    var prefersNew = false

    init(for lane: Lane, among candidates: some Sequence<Candidate>) {
        var best: Candidate?
        var isOpening = false
        for (place, candidate) in candidates.enumerated() where candidate.takes(lane) {
            if !candidate.isOpen { isOpening = true }
            if let best, !candidate.isBetter(than: best, for: lane) { continue }
            best = candidate
            self.place = place
            // Nothing beats one that stands and has nothing to do.
            if candidate.isOpen, candidate.depth == 0 { return }
        }
        guard let best else {
            opens = true
            return
        }
        prefersNew = !best.fits(lane)
        opens = prefersNew || (best.depth >= TransportLimits.comfortableDepth && !isOpening)
    }
}

extension ConnectionChoice.Candidate {
    /// Whether a request can be put there at all.
    fileprivate func takes(_ lane: ConnectionChoice.Lane) -> Bool {
        guard isUsable, depth < TransportLimits.pipelineDepth else { return false }
        return depth == 0 || (lane != .stream && self.lane != .stream)
    }

    /// Whether a request would be served well there.
    fileprivate func fits(_ lane: ConnectionChoice.Lane) -> Bool {
        depth == 0 || (self.lane == lane && !isSluggish)
    }

    /// One that fits is better than one that does not, then one that stands, then the one with less to do.
    fileprivate func isBetter(than other: Self, for lane: ConnectionChoice.Lane) -> Bool {
        if fits(lane) != other.fits(lane) { return fits(lane) }
        if isOpen != other.isOpen { return isOpen }
        return depth < other.depth
    }
}
