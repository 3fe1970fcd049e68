/// Sections of the cross-SDK format that this client does not act on.
///
/// They are accepted, so that one file serves several clients, and checked, so that it serves them all: their values
/// are decoded and dropped.
struct UnusedSection: Sendable {}

/// How implicit transactions are retried.
enum TransactionsSection {
    static let section = Section(
        "system.NAME.transactions", UnusedSection(),
        [
            .checked("implicit_batch_write_transactions", .boolean, "whether batches of writes are transactions"),
            .checked("sleep_between_attempts", .duration(), "how long to wait between two attempts"),
            .checked("number_of_attempts", .integer(in: 1...Int(Int32.max)), "how often a transaction is tried"),
        ]
    )
}

/// What a client reports about itself, and where.
enum MetricsSection {
    static let section = Section(
        "system.NAME.metrics", UnusedSection(),
        [
            .checked("enabled", .boolean, "whether they are collected"),
            .checked("export_interval", .duration(), "how often metrics are exported"),
            .checked("exporter", .text, "where metrics go"),
            .checked("report_dir", .text, "the folder of reports"),
            .checked("report_size_limit", .size, "how large a report may become"),
            .checked("labels", ValueKind.text.table("a mapping of names to texts"), "texts to tell clients apart by"),
            .checked("extended", extended.kind, "more than the basic metrics"),
        ]
    )

    private static let extended = Section(
        "system.NAME.metrics.extended", UnusedSection(),
        [
            .checked("operational", operational.kind, "how long calls take"),
            .checked("usage", usage.kind, "what is used"),
        ]
    )

    private static let operational = Section(
        "system.NAME.metrics.extended.operational", UnusedSection(),
        [
            .checked("enabled", .boolean, "whether they are collected"),
            .checked(
                "latency_unit", .oneOf([("milliseconds", true), ("microseconds", true)]), "the unit of latencies"),
            .checked("latency_columns", .integer(in: 1...Int(Int32.max)), "how many columns a latency histogram has"),
            .checked(
                "latency_shift", .integer(in: 1...Int(Int32.max)),
                "by how many powers of two a column is wider than the one before"),
            .checked("sampler", sampler.kind, "which calls are measured"),
        ]
    )

    private static let sampler = Section(
        "system.NAME.metrics.extended.operational.sampler", UnusedSection(),
        [
            .checked("range", .integer(in: 0...Int(Int32.max)), "out of how many calls"),
            .checked("threshold", .integer(in: 0...Int(Int32.max)), "how many are measured"),
        ]
    )

    private static let usage = Section(
        "system.NAME.metrics.extended.usage", UnusedSection(),
        [.checked("enabled", .boolean, "whether they are collected")])
}
