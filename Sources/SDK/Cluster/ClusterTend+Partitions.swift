/// Who holds what, and where it stands: the partition maps and the racks.
extension ClusterTend {
    /// The rack of each node in each namespace, as far as the nodes told.
    var racks: [NodeID: [String: Int]] { members.mapValues(\.racks).filter { !$0.value.isEmpty } }

    mutating func mapPartitions() -> Work {
        stage = .mapping
        let questions = members.filter { isTrusted($0.value) }.mapValues(mapQuestions).filter { !$0.value.isEmpty }
        return questions.isEmpty ? finish() : .ask(questions)
    }

    /// What a node has yet to tell of its partitions and racks.
    func mapQuestions(for member: Member) -> [String] {
        guard member.failures == 0 else { return [] }
        let map = member.needsPartitions ? ["partition-generation", "replicas"] : []
        return map + (usesRacks && member.needsRacks ? ["rebalance-generation", "rack-ids"] : [])
    }

    /// A node that knows no peers while others do has lost its cluster; its map would be wrong.
    private func isTrusted(_ member: Member) -> Bool {
        !member.peers.isEmpty || members.values.allSatisfy { $0.peers.isEmpty || $0.failures > 0 }
    }

    mutating func mapped(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> Work {
        takeMaps(answers)
        return finish()
    }

    /// Takes over what nodes told of their partitions and racks, among other things.
    mutating func takeMaps(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) {
        for id in answers.keys.sorted() {
            guard let member = members[id], member.failures == 0, isTrusted(member) else { continue }
            do throws(AerospikeError) {
                guard let answer = try answers[id]?.get() else { continue }
                if answer["replicas"] != nil { try takePartitions(of: id, answer) }
                if let racks = answer["rack-ids"] { takeRacks(of: id, racks, answer) }
            } catch {
                fail(id, error)
            }
        }
    }

    private mutating func takePartitions(of id: NodeID, _ answers: InfoAnswers) throws(AerospikeError) {
        let generation = try answers.integer("partition-generation")
        let before = map
        let displaced = map.apply(try ReplicaList(parsing: try answers.value("replicas")), of: id)
        members[id]?.tookPartitions(generation)
        if map != before { report.isChanged = true }
        // Two nodes that speak at different moments of a change may both claim a partition, and the one that spoke first
        // may be the one that holds it now. Source: `release_node` and `force_replicas_refresh` of the C client.
        for other in displaced { members[other]?.doubtPartitions() }
    }

    /// Takes over a node's racks; one that tells none serves all the same.
    private mutating func takeRacks(of id: NodeID, _ text: String, _ answers: InfoAnswers) {
        if let racks = RackList(parsing: text) {
            let generation = answers["rebalance-generation"].flatMap { Int($0) }
            if members[id]?.takeRacks(racks.racks, generation) == true { report.isChanged = true }
        } else {
            members[id]?.refuseRacks(InfoRefusal(text)?.message ?? "its answer is malformed")
        }
    }
}
