/// The request that removes the records of a data set.
enum Truncation {
    /// Makes the request.
    ///
    /// Source: `aerospike_truncate` of the C client.
    ///
    /// - Parameters:
    ///   - dataSet: The set, or a whole namespace.
    ///   - moment: The time since 1970 before which a record must have been written last; `nil` for now.
    /// - Throws: `AerospikeError` with code `invalidArgument` when a name or the moment cannot be.
    static func request(_ dataSet: DataSet, before moment: Duration?) throws(AerospikeError) -> InfoRequest {
        try dataSet.validate()
        var parameters = [(key: "namespace", value: dataSet.namespace)]
        if !dataSet.setName.isEmpty { parameters.append(("set", dataSet.setName)) }
        if let moment { parameters.append(("lut", "\(try nanoseconds(moment))")) }
        return try InfoRequest(dataSet.setName.isEmpty ? "truncate-namespace" : "truncate", parameters)
    }

    private static func nanoseconds(_ moment: Duration) throws(AerospikeError) -> Int64 {
        let (seconds, attoseconds) = moment.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isTooMuch) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        guard !isTooLong, !isTooMuch, sum > 0 else {
            throw AerospikeError(.invalidArgument, "a moment is a positive time since 1970, not \(moment)")
        }
        return sum
    }
}
