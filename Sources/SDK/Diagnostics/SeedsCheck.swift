/// Meets every seed at the same time, and tells of them in the order of the definition.
struct SeedsCheck {
    var host: HostCheck
    let seeds: [Host]

    /// A failed step is a warning when another seed can be used; so it is told only when all seeds have had their turn.
    ///
    /// - Returns: The seeds that can be used.
    func run(_ report: (CheckStep) async -> Void) async -> [HostCheck.Finding] {
        let streams = seeds.map { _ in AsyncStream.makeStream(of: CheckStep.self) }
        return await withTaskGroup(of: (Int, HostCheck.Finding?).self) { group in
            for (place, seed) in seeds.enumerated() {
                let (host, steps) = (host, streams[place].continuation)
                group.addTask {
                    defer { steps.finish() }
                    let finding = await host.meet(seed) { steps.yield($0) }
                    return (place, finding)
                }
            }
            var findings: [Int: HostCheck.Finding] = [:]
            for (steps, _) in streams {
                for await var step in steps {
                    if step.status == .failed, seeds.count > 1 {
                        for await (place, finding) in group { findings[place] = finding }
                        if !findings.isEmpty { step.status = .warning }
                    }
                    guard !Task.isCancelled else { return [] }
                    await report(step)
                }
            }
            for await (place, finding) in group { findings[place] = finding }
            return findings.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// What the seeds say together: which cluster they belong to.
    static func conclusion(_ findings: [HostCheck.Finding], of count: Int) -> CheckStep {
        let names = Set(findings.map { $0.identity.clusterName ?? "" }).sorted()
        let detail = count == 1 ? "" : "\(findings.count) of \(count.of("seed")) can be used"
        guard names.count > 1 else {
            return CheckStep(.cluster, names.allSatisfy(\.isEmpty) ? "without a name" : names[0], detail: detail)
        }
        let list = few(names.map { $0.isEmpty ? "none" : "'\($0)'" })
        let error = AerospikeError(.clusterNameMismatch, "the seeds belong to different clusters: \(list)")
        return CheckStep(
            .cluster, "", .failed, detail: error.message, error: error,
            advice: "leave out the hosts of the other cluster, and name the one that is meant")
    }
}
