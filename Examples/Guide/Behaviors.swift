import AerospikeSDK

/// Derives behaviors, and looks at what becomes of their settings.
func deriveBehaviors(for hosts: String) async throws {
    // snippet: derive
    let patient = Behavior.default.derivingWithChanges("patient", totalTimeout: .seconds(5), maxRetries: 3)
    // end

    // snippet: derive-by-scope
    let reports = patient.derivingWithChanges(
        "reports",
        [
            .reads: BehaviorPatch { $0.replica = .preferRack },
            .readsQuery: BehaviorPatch { $0.recordQueueSize = 500 },
            .writesNonRetryable: BehaviorPatch { $0.maxRetries = 0 },
        ])
    // end

    // snippet: settings
    let settings = reports.settings(.read, .point)
    print(settings.totalTimeout, settings.maxRetries, settings.replica)
    print(reports.settings(.nonRetryableWrite, .point).maxRetries)
    // end

    // snippet: behavior-session
    try await Client.connect(to: hosts) { client in
        let session = client.createSession(reports)
        try await session.put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print("written with", session.behavior.name)
    }
    // end
}
