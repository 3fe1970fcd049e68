/// Questions to nodes over the connections of commands: the asynchronous driver and the blocking one.
extension Cluster {
    /// Asks nodes side by side.
    func ask(_ question: InfoQuestion) async throws(AerospikeError) -> NodeAnswers {
        let loops = try eventLoops
        return await withTaskGroup(of: (String, Result<String, AerospikeError>).self) { group in
            for node in question.nodes {
                group.addTask {
                    let outcome = await loops.next.ask(question, node)
                    return (node.name, question.answer(outcome, of: node))
                }
            }
            return await group.reduce(into: NodeAnswers()) { $0[$1.0] = $1.1 }
        }
    }

    /// Asks one node after another until one is reached.
    func askAny(_ question: InfoQuestion) async throws(AerospikeError) -> String {
        let loops = try eventLoops
        var unreached: AerospikeError?
        for node in question.nodes {
            let outcome = await loops.next.ask(question, node)
            let answer = question.answer(outcome, of: node)
            guard question.mayAskAnother(after: outcome) else { return try answer.get() }
            unreached = answer.failure
        }
        throw unreached ?? .closed
    }

    /// Asks nodes one after another, on this thread; each has its own time.
    func askBlocking(_ question: InfoQuestion) -> NodeAnswers {
        question.nodes.reduce(into: NodeAnswers()) { answers, node in
            answers[node.name] = question.answer(node.endpoint.askBlocking(question), of: node)
        }
    }

    /// Asks one node after another until one is reached, on this thread.
    func askAnyBlocking(_ question: InfoQuestion) throws(AerospikeError) -> String {
        var unreached: AerospikeError?
        for node in question.nodes {
            let outcome = node.endpoint.askBlocking(question)
            let answer = question.answer(outcome, of: node)
            guard question.mayAskAnother(after: outcome) else { return try answer.get() }
            unreached = answer.failure
        }
        throw unreached ?? .closed
    }
}

extension EventLoop {
    /// A server takes its time over some questions, so that they share their connection with nothing.
    fileprivate func ask(_ question: InfoQuestion, _ node: Node) async -> Outcome {
        await exchange(
            question.bytes, expecting: .info, with: node.endpoint, in: .stream, until: question.deadline)
    }
}

extension Endpoint {
    fileprivate func askBlocking(_ question: InfoQuestion) -> Outcome {
        let deadline = question.deadline
        return Outcome { () throws(TransportFailure) in
            try withConnection(until: deadline) { connection throws(TransportFailure) in
                try connection.exchange(question.bytes, expecting: .info, until: deadline)
            }
        }
    }
}
