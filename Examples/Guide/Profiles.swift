import AerospikeConfigLoader
import AerospikeSDK
import Foundation

/// Loads what a profile says, and has clients follow it.
func useProfiles() async throws {
    // snippet: load
    let definition = try ClusterDefinition.load(profile: "prod")
    // end
    print("the seeds of prod:", definition.hosts.count)

    if ProcessInfo.processInfo.environment["CONNECTOR_PROFILE"] != nil {
        // snippet: load-chosen
        let definition = try ClusterDefinition.load()  // the profile that CONNECTOR_PROFILE names
        // end
        print("the seeds of the profile chosen:", definition.hosts.count)
    }

    // snippet: clients
    try await Profile.load("prod").withClients { clients in
        let analytics = try clients.client("analytics")
        let reports = try clients.session("reports")
        print(analytics.isConnected, reports.behavior.name)
    }
    // end

    // snippet: watch
    let profile = try Profile.load("prod")
    try await profile.withClients { clients in
        let watch = Task {
            for await change in profile.watching(clients) { print(change) }
        }
        defer { watch.cancel() }
        try await serve(clients)
    }
    // end
}

/// What the program is for.
private func serve(_ clients: ClientGroup) async throws {
    let users = DataSet.of("test", "users")
    try await clients.session("reports").put(users.id("alice"), ["name": "Alice"])
    print("served")
}
