/// An entry of a table: a name that the profile chose, and its value.
struct Named<Value> {
    var name: Located<String>
    var value: Value
}

extension Named: Sendable where Value: Sendable {}

extension ValueKind {
    /// A list of values of this type, at least one.
    func list(_ expected: String) -> ValueKind<[Located<Value>]> {
        ValueKind<[Located<Value>]>(expected, .list(shape)) { [decode] node, place, problems in
            guard case .sequence(let elements) = node.content, !elements.isEmpty else {
                problems.wrongType(node, at: place, expected: expected, help: node.listHelp)
                return nil
            }
            return elements.compactMap { element in
                if problems.isFull { return nil }
                let place = Place(key: place.key, keyRange: element.range)
                let known = problems.found.count
                let value = decode(element, place, &problems)
                problems.note(Repetition(element), since: known)
                return value.map { Located($0, at: element.range) }
            }
        }
    }

    /// A mapping of names that the profile chooses to values of this type, in the order of the file.
    ///
    /// - Parameter substitute: What stands for a value that is refused, so that its name is known all the same.
    func table(_ expected: String, orElse substitute: Value? = nil) -> ValueKind<[Named<Value>]> {
        ValueKind<[Named<Value>]>(expected, .table(shape)) { [decode] node, place, problems in
            var values: [Named<Value>] = []
            values.reserveCapacity(node.mapping?.count ?? 0)
            let places = node.forEachEntry(at: place, expected: expected, &problems) { place, value, problems in
                guard let value = decode(value, place, &problems) ?? substitute else { return }
                values.append(Named(name: Located(place.key, at: place.keyRange), value: value))
            }
            return places == nil ? nil : values
        }
    }
}

extension YAMLNode {
    /// What to do about a value that should have been a list.
    fileprivate var listHelp: String? {
        switch content {
        case .sequence: "give it an element or remove the key"
        case .mapping,
            .scalar where !isNull:
            "a list is written [a, b], or one '- element' a line"
        default: nil
        }
    }
}
