/// A profile of any length, with something of everything that profiles hold.
enum LongProfile {
    /// A profile of so many lines, at least 100.
    static func text(lines count: Int) -> String {
        var lines = cluster
        lines.append("  ip_map:")
        for node in 0..<count / 20 {
            lines.append("    \"172.17.0.\(node % 250 + 1):\(3000 + node)\": \"10.0.0.1:\(4000 + node)\"")
        }
        lines += clients + system
        lines.append("sessions:")
        for session in 0..<count / 20 { lines.append("  report-\(session): behavior-\(session % 3)") }
        lines.append("behaviors:")
        var behavior = 0
        while lines.count < count {
            lines += Self.behavior(behavior).prefix(count - lines.count)
            behavior += 1
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let cluster = """
        # A long profile, for measuring.
        cluster:
          name: prod-east
          hosts:
            - db1.prod.example.com:4333
            - db2.prod.example.com:db2.internal:4333
            - "[2001:db8::7]:4333"
          tls:
            name: prod.example.com
            ca_file: certs/ca.pem
            protocols: [TLSv1.2, TLSv1.3]
          auth:
            user: app
            password: a password
          racks: [1, 2]
          app_id: orders
        """.split(separator: "\n").map(String.init)

    private static let clients = """
        clients:
          analytics:
            like: default
            name: olap
            hosts: [olap1.example.com:4333, olap2.example.com:4333]
        """.split(separator: "\n").map(String.init)

    private static let system = """
        system:
          DEFAULT:
            connections:
              minimum_connections_per_node: 2
              maximum_connections_per_node: 64
              maximum_socket_idle_time: 50s
            circuit_breaker:
              num_tend_intervals_in_error_window: 2
              maximum_errors_in_error_window: 100
            refresh:
              tend_interval: 1s
        """.split(separator: "\n").map(String.init)

    private static func behavior(_ number: Int) -> [String] {
        """
          behavior-\(number):
            parent: \(number % 4 == 0 ? "DEFAULT" : "behavior-\(number - 1)")   # a short chain
            all_operations:
              abandon_call_after: \(number + 1)s
              wait_for_call_to_complete: 250ms
              maximum_number_of_call_attempts: 3
            availability_mode_reads:
              replica_order: PREFER_RACK
              migration_read_consistency: ONE
            retryable_writes:
              use_durable_delete: true
              send_key: false
            query:
              record_queue_size: 5000
        """.split(separator: "\n").map(String.init)
    }
}
