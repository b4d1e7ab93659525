/// What the library promises itself, and how far it is reached.
package struct Bar: Sendable {
    package let name: String
    /// Nil when what it needs was not measured. At least 1 is reached.
    package let reached: Double?

    package init(name: String, reached: Double?) { (self.name, self.reached) = (name, reached) }

    /// The share of `wanted` that `value` is; nil when one of them is unknown.
    package static func share(_ wanted: Double?, of value: Double?) -> Double? {
        guard let wanted, let value else { return nil }
        return wanted / value
    }
}

extension Table {
    package init(bars: [Bar]) {
        self.init(["bar", "reached", ""])
        for bar in bars {
            let verdict = bar.reached.map { $0 >= 1 ? "yes" : "no" } ?? "not measured"
            add([bar.name, Self.ratio(bar.reached), verdict])
        }
    }
}
