/// An aggregate whose elements have not all come.
struct RESPFrame: Sendable {
    enum Kind: Sendable { case array, map, set, push, attribute }

    private static let mostReserved = 8

    let kind: Kind
    /// Values to come. A pair is two.
    private var remaining: Int
    private var items: [RESPValue] = []

    init(_ kind: Kind, values: Int) {
        self.kind = kind
        remaining = values
        // Most are small; whoever announces more has to send it first.
        items.reserveCapacity(min(values, Self.mostReserved))
    }

    /// - Returns: whether it is complete with this value.
    mutating func add(_ value: RESPValue, keeping: Bool) -> Bool {
        remaining -= 1
        if keeping, kind != .attribute { items.append(value) }
        return remaining == 0
    }

    /// Forgets what has come, of a reply that is over a limit.
    mutating func drop() { items = [] }

    /// The aggregate; nil for an attribute.
    var value: RESPValue? {
        switch kind {
        case .array: .array(items)
        case .set: .set(items)
        case .push: .push(items)
        case .map: .map(pairs)
        case .attribute: nil
        }
    }

    private var pairs: [RESPPair] {
        stride(from: 0, to: items.count - 1, by: 2).map { RESPPair(key: items[$0], value: items[$0 + 1]) }
    }
}
