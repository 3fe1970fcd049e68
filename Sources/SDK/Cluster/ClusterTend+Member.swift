extension ClusterTend {
    /// A node of the cluster, and how much of what it has to tell is known.
    struct Member {
        let name: String
        /// What is wrong with the way that leads there.
        let remark: AerospikeError?
        private var peersGeneration: Int?
        private var partitionGeneration: Int?
        private var rackGeneration: Int?
        private(set) var peers: [PeerList.Peer] = []
        /// The node's rack in each namespace, as far as it told.
        private(set) var racks: [String: Int] = [:]
        /// Why it tells no racks; then it is not asked again.
        private(set) var rackRefusal: String?
        /// Where its peers published it when it last answered.
        var hosts: [Host] = []
        /// How many rounds in a row it has not answered.
        private(set) var failures = 0
        /// Why it did not answer when it was last asked, or not with anything of use.
        private(set) var trouble: AerospikeError?
        /// Whether it has yet to show that it belongs to the cluster.
        var isOnTrial = true
        var needsPeers = true
        private(set) var needsPartitions = true
        private(set) var needsRacks = true

        init(name: String, remark: AerospikeError? = nil) {
            self.name = name
            self.remark = remark
        }

        /// It has told which of its generations is current.
        mutating func refresh(peers: Int, partitions: Int, racks: Int?) {
            failures = 0
            trouble = nil
            needsPeers = peersGeneration != peers
            needsPartitions = partitionGeneration != partitions
            needsRacks = rackRefusal == nil && (rackGeneration == nil || rackGeneration != racks)
        }

        /// It has not answered.
        ///
        /// What a silent node said before is not to be relied on: it may have restarted, and count from the start again.
        mutating func fail(_ error: AerospikeError?) {
            failures += 1
            trouble = error
            peersGeneration = nil
            partitionGeneration = nil
            rackGeneration = nil
        }

        /// It answers again.
        mutating func revive() {
            guard failures > 0 else { return }
            failures = 0
            trouble = nil
            needsPeers = true
            needsPartitions = true
            needsRacks = rackRefusal == nil
        }

        /// What it said of its peers counts no more; it is asked again.
        mutating func forgetPeers() { peersGeneration = nil }

        mutating func takePeers(_ list: PeerList) {
            peers = list.peers
            peersGeneration = list.generation
            needsPeers = false
        }

        mutating func tookPartitions(_ generation: Int) {
            partitionGeneration = generation
            needsPartitions = false
        }

        /// Another node claims what it claimed: it is asked again in the next round.
        mutating func doubtPartitions() { partitionGeneration = nil }

        /// It has told its racks.
        ///
        /// - Returns: Whether they are others than before.
        mutating func takeRacks(_ racks: [String: Int], _ generation: Int?) -> Bool {
            rackGeneration = generation
            needsRacks = false
            defer { self.racks = racks }
            return self.racks != racks
        }

        /// It has told that there are no racks to tell of.
        mutating func refuseRacks(_ reason: String) {
            rackRefusal = reason
            needsRacks = false
        }

        /// Whether a peer at these addresses is this node, rather than where it has moved to.
        ///
        /// One that is silent for more than a moment is looked for where it is published, were it for the reason why it
        /// cannot be reached.
        func isExpected(at hosts: [Host]) -> Bool {
            failures == 0 || (failures == 1 && self.hosts == hosts)
        }
    }
}
