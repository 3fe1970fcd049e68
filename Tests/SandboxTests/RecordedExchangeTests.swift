import AerospikeSDK
import Testing

@testable import AerospikeSandbox

@Suite("The sandbox answers as the recorded server did")
struct RecordedExchangeTests {
    let recordings: Recordings
    var state: SandboxState

    init() throws {
        recordings = try Recordings()
        state = SandboxState(SandboxConfiguration(clusterName: "demo", replicationFactor: 1), ports: [3400])
        state.nodes[0].name = "B7"
    }

    /// Sends what the client sent and compares what comes back, byte for byte.
    private mutating func replay(_ name: String, ignoringExpiration: Bool = false) throws {
        let exchange = try recordings[name]
        let wanted = exchange.responses
        for (request, response) in zip(exchange.requests, wanted) {
            var answer = try #require(try state.reply(to: request))
            var response = response
            if ignoringExpiration {
                answer.replaceSubrange(18..<22, with: [0, 0, 0, 0])
                response.replaceSubrange(18..<22, with: [0, 0, 0, 0])
            }
            #expect(answer == response, "\(name)")
        }
    }

    @Test("Commands on single records, in the order in which they were recorded")
    mutating func singleRecords() throws {
        for name in [
            "put.int-key.all-types", "get.int-key", "get.bins", "exists", "get.not-found", "exists.not-found",
            "put.string-key.send-key", "get.string-key", "put.blob-key",
        ] {
            try replay(name)
        }
        try replay("put.ttl", ignoringExpiration: true)
        for name in [
            "put.ttl-never", "put.ttl-dont-update", "put.create-only.exists", "put.update-only.missing",
            "put.replace", "put.replace-only.missing", "put.generation-mismatch", "put.commit-master",
            "put.null-bin", "operate.add-append-read",
        ] {
            try replay(name)
        }
        try replay("touch", ignoringExpiration: true)
        try replay("operate.add-to-string", ignoringExpiration: true)
        try replay("remove.durable")
    }

    @Test(
        "Operations that the sandbox does not have are refused, never carried out wrongly",
        arguments: [
            "operate.list", "operate.list.by-value-range-remove", "operate.list.ordered-unique", "operate.map",
            "operate.map.key-ordered", "operate.nested-ctx", "operate.bit", "operate.hll", "operate.expression",
            "get.filtered-out", "get.filter-and", "query.filter-expression", "query.background-ops",
        ])
    mutating func refusals(name: String) throws {
        for request in try recordings[name].requests where request[1] == FrameType.message.rawValue {
            let answer = try #require(try state.reply(to: request))
            #expect(try messages(in: answer).map(\.header.resultCode) == [.unsupportedFeature])
        }
        #expect(state.store.namespaces.allSatisfy { $0.recordCount == 0 })
    }

    @Test(
        "A query of an index that is not there is refused",
        arguments: [
            "query.secondary-index.range", "query.secondary-index.equals",
        ])
    mutating func missingIndex(name: String) throws {
        let request = try #require(try recordings[name].requests.first)
        #expect(try messages(in: try #require(try state.reply(to: request))).first?.header.resultCode == .indexNotFound)
    }

    /// Puts the records of a recorded batch into the store: its rows name the digests, its answers the bins.
    private mutating func prepareBatch() throws {
        let exchange = try recordings["batch.read.all"]
        let request = try #require(try messages(in: exchange.requests[0]).first)
        let batch = try SandboxBatch(try #require(request.field(.batchIndex)))
        for message in try messages(in: exchange.responses[0]) where message.header.resultCode == .ok {
            state.keep(message, batch.rows[Int(message.header.timeout)].digest, setName: "wire")
        }
    }

    @Test(
        "Batches",
        arguments: [
            ["batch.read.all"], ["batch.read.bins"], ["batch.read.exists"],
            ["batch.write.mixed", "batch.remove", "batch.operate"],
        ])
    mutating func batches(names: [String]) throws {
        try prepareBatch()
        for name in names {
            let exchange = try recordings[name]
            let request = try #require(exchange.requests.first)
            #expect(try state.reply(to: request) == exchange.responses.flatMap { $0 }, "\(name)")
        }
    }

    @Test(
        "Queries, whose records may come in any order",
        arguments: [
            "scan.set", "scan.set.bins", "query.partition-filter", "query.max-records",
        ])
    mutating func queries(name: String) throws {
        for message in try recordings["scan.set"].responses.flatMap({ try messages(in: $0) }) {
            guard let digest = message.field(.digest).flatMap({ Digest($0) }) else { continue }
            state.keep(message, digest, setName: "wire")
        }
        let exchange = try recordings[name]
        let wanted = try exchange.responses.flatMap { try messages(in: $0) }
        let seen = try messages(in: try #require(try state.reply(to: exchange.requests[0])))
        #expect(Set(seen) == Set(wanted))
        #expect(seen.count == wanted.count)
        #expect(seen.last?.header.info3 == .last)
    }

    @Test(
        "Info requests",
        arguments: [
            "info.build", "info.node", "info.features", "info.partitions", "info.cluster-name", "info.peers-clear-std",
            "info.peers-clear-alt", "info.peers-tls-std", "info.peers-tls-alt", "info.service-clear-std",
            "info.service-tls-std", "info.service-tls-alt", "info.partition-generation", "info.peers-generation",
            "info.rebalance-generation", "info.rack-ids", "info.racks:", "info.namespaces", "info.sindex-list:",
            "info.edition", "info.version", "info.bogus-command", "info.replicas", "connect", "tend", "index.drop",
        ])
    mutating func info(name: String) throws { try replay(name) }

    @Test("A login is refused")
    mutating func login() throws { try replay("login.internal") }
}

extension SandboxState {
    /// Keeps a record as an answer described it.
    fileprivate mutating func keep(_ message: Message, _ digest: Digest, setName: String) {
        var record = SandboxRecord(setName: setName)
        for operation in message.operations { record.set(operation.bin, to: operation.value) }
        record.generation = UInt16(message.header.generation)
        record.userKey = message.field(.key)
        store[0].store(record, digest)
    }
}
