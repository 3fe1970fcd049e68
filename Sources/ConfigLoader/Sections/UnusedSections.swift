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
            .checked("implicit_batch_write_transactions", .boolean),
            .checked("sleep_between_attempts", .duration()),
            .checked("number_of_attempts", .integer(in: 1...Int(Int32.max))),
        ]
    )
}

/// What a client reports about itself, and where.
enum MetricsSection {
    static let section = Section(
        "system.NAME.metrics", UnusedSection(),
        [
            .checked("enabled", .boolean),
            .checked("export_interval", .duration()),
            .checked("exporter", .text),
            .checked("report_dir", .text),
            .checked("report_size_limit", .size),
            .checked("labels", ValueKind.text.table("a mapping of names to texts")),
            .checked("extended", extended.kind),
        ]
    )

    private static let extended = Section(
        "system.NAME.metrics.extended", UnusedSection(),
        [.checked("operational", operational.kind), .checked("usage", usage.kind)]
    )

    private static let operational = Section(
        "system.NAME.metrics.extended.operational", UnusedSection(),
        [
            .checked("enabled", .boolean),
            .checked("latency_unit", .oneOf([("milliseconds", true), ("microseconds", true)])),
            .checked("latency_columns", .integer(in: 1...Int(Int32.max))),
            .checked("latency_shift", .integer(in: 1...Int(Int32.max))),
            .checked("sampler", sampler.kind),
        ]
    )

    private static let sampler = Section(
        "system.NAME.metrics.extended.operational.sampler", UnusedSection(),
        [
            .checked("range", .integer(in: 0...Int(Int32.max))),
            .checked("threshold", .integer(in: 0...Int(Int32.max))),
        ]
    )

    private static let usage = Section(
        "system.NAME.metrics.extended.usage", UnusedSection(), [.checked("enabled", .boolean)])
}
