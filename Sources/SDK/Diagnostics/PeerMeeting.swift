/// What came of the addresses of one peer.
struct PeerMeeting: Sendable {
    let peer: PeerList.Peer
    private(set) var finding: HostCheck.Finding?
    private var failure: CheckStep?
    private let addresses: String
    private let duration: Duration

    /// Tries every address at the same time, as some may never answer.
    init(_ peer: PeerList.Peer, _ check: HostCheck) async {
        let watch = Stopwatch()
        self.peer = peer
        addresses = few(peer.hosts.map { $0.text(mappedTo: check.definition.addressMap($0)) })
        (finding, failure) = await Self.meet(peer.hosts, check)
        duration = watch.elapsed
        if let other = finding?.identity.name, other != peer.name { refuse(other) }
    }

    /// Who answered first, or else why the first address failed.
    private static func meet(_ hosts: [Host], _ check: HostCheck) async -> (HostCheck.Finding?, CheckStep?) {
        typealias Attempt = (place: Int, finding: HostCheck.Finding?, failure: CheckStep?)
        return await withTaskGroup(of: Attempt.self) { group in
            for (place, host) in hosts.enumerated() {
                group.addTask {
                    var failure: CheckStep?
                    let finding = await check.meet(host) { if $0.status == .failed { failure = $0 } }
                    return (place, finding, failure)
                }
            }
            var failures: [Int: CheckStep] = [:]
            for await attempt in group {
                if let finding = attempt.finding {
                    group.cancelAll()
                    return (finding, nil)
                }
                failures[attempt.place] = attempt.failure
            }
            return (nil, failures.min { $0.key < $1.key }?.value)
        }
    }

    /// Two nodes behind one address would hide each other.
    private mutating func refuse(_ other: String) {
        finding = nil
        let error = AerospikeError(.nodeRefused, "the node there is \(other)", node: peer.name)
        failure = CheckStep(
            .peer, peer.name, .failed, detail: error.message, error: error,
            advice: "an address may stand for one node only: correct ip_map, or what the servers publish")
    }

    /// The step to tell.
    ///
    /// - Parameter advice: What to do when the addresses cannot be reached.
    func step(advice: String?) -> CheckStep {
        if let finding {
            let clear = finding.connection.login?.place == nil ? "" : ", in clear at \(finding.host)"
            return CheckStep(
                .peer, peer.name, detail: "\(addresses)\(clear), build \(finding.identity.build)", duration: duration)
        }
        let isUnreachable = failure?.name == .connect || failure?.name == .name
        return CheckStep(
            .peer, peer.name, .failed, detail: "\(addresses): \(failure?.detail ?? "no answer")", duration: duration,
            error: failure?.error, advice: isUnreachable ? advice : failure?.advice)
    }
}
