import Synchronization

/// What all lanes of a database know together about a statement's text with certain parameter types.
package final class LaneStatement: Sendable {
    /// A number that no other statement of this process has.
    package let id: Int
    package let sql: String
    package let types: [UInt32]
    /// The words of its text that may be the names of functions.
    let names: [String]
    /// A word of it shows that it doesn't only read.
    package let wordOfChange: String?
    private let wasRefused = Atomic(false)
    /// The server has found that it doesn't only read, whatever its words say.
    package var isRefused: Bool { wasRefused.load(ordering: .relaxed) }
    func changesSomething() { wasRefused.store(true, ordering: .relaxed) }
    /// What its first caller calls it in metrics and spans.
    package let summary: String?
    /// The number under which executions that have succeeded are measured; 0 until it has one.
    package let series = Atomic<UInt32>(0)
    package let totals = StatementTotals()
    private let pace: Mutex<StatementPace>
    /// The same as in `pace`, for those who only look.
    private let currentRoute: Atomic<UInt8>
    private let wasInspected = Atomic(false)

    private static let nextID = Atomic(1)

    package init(
        sql: String, types: [UInt32], names: [String], wordOfChange: String?, summary: String? = nil,
        threshold: Duration
    ) {
        id = Self.nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        self.sql = sql
        self.types = types
        self.names = names
        self.wordOfChange = wordOfChange
        self.summary = summary
        let pace = StatementPace(threshold: threshold)
        currentRoute = Atomic(pace.route.rawValue)
        self.pace = Mutex(pace)
    }

    /// Whether these values are of the types that it was made for.
    package func takes(_ parameters: ParameterList) -> Bool {
        guard types.count == parameters.count else { return false }
        for index in types.indices where types[index] != parameters[index].type { return false }
        return true
    }

    package var route: StatementPace.Route {
        StatementPace.Route(rawValue: currentRoute.load(ordering: .relaxed)) ?? .leaseForGood
    }

    /// Its weighted mean time, if it was measured.
    package var meanMicroseconds: Double? { pace.withLock(\.mean) }

    package func measured(
        _ time: Duration, isFirst: Bool = false, at now: MonotonicInstant? = nil, usual: Duration = .zero
    ) {
        change { $0.measured(time, isFirst: isFirst, at: now, usual: usual) }
    }

    /// Whether it may try a lane again, although it was too slow for one: at most now and then.
    package func takeProbe(at now: MonotonicInstant) -> Bool {
        var isDue = false
        change { isDue = $0.takeProbe(at: now) }
        return isDue
    }

    package func probed(_ time: Duration, usual: Duration) { change { $0.probed(time, usual: usual) } }

    package func suspect() { if route == .lane { change { $0.suspect() } } }

    package func banish() { change { $0.banish() } }

    /// Whether nobody has looked yet at what it leaves in a session.
    var needsInspection: Bool { !wasInspected.load(ordering: .relaxed) }

    func inspected() { wasInspected.store(true, ordering: .relaxed) }

    private func change(_ body: (inout StatementPace) -> Void) {
        pace.withLock { pace in
            body(&pace)
            currentRoute.store(pace.route.rawValue, ordering: .relaxed)
        }
    }
}
