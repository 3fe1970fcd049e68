extension [Node] {
    /// What there is to say of the logins of these nodes: one remark for each that refuses them, and a single one that
    /// they are not needed, however many nodes say so.
    var loginRemarks: [AerospikeError] {
        var remarks: [AerospikeError] = []
        for node in self {
            guard var remark = node.endpoint.login?.remark else { continue }
            remark.node = node.description
            let isRepeated = !remark.isOfLogin && remarks.contains { $0.message == remark.message }
            if !isRepeated { remarks.append(remark) }
        }
        return remarks
    }
}

extension AerospikeError {
    /// Whether a login was refused, rather than not needed.
    fileprivate var isOfLogin: Bool { resultCode != .securityNotEnabled && resultCode != .securityNotSupported }
}
