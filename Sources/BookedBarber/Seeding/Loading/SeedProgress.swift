/// How far a seeding is.
public struct SeedProgress: Hashable, Sendable {
    /// The table that is being filled.
    public let table: String
    /// Rows of all tables together.
    public let rowsDone: Int
    /// Rows of all tables together. The number of payments is an estimate until the end, where it is `rowsDone`.
    public let rowsTotal: Int
    public let elapsed: Duration

    /// From 0 to 1.
    public var fraction: Double { rowsTotal == 0 ? 1 : min(1, Double(rowsDone) / Double(rowsTotal)) }

    public var rowsPerSecond: Double { elapsed > .zero ? Double(rowsDone) / (elapsed / .seconds(1)) : 0 }

    /// At the rate so far; `nil` while there is none.
    public var remaining: Duration? {
        rowsDone == 0 ? nil : elapsed * max(0, Double(rowsTotal - rowsDone) / Double(rowsDone))
    }
}

/// Decides when progress is worth a report: at the first row of each table and otherwise at most ten times a second.
struct ProgressMeter: Sendable {
    private static let interval: Duration = .milliseconds(100)
    /// Rows between two looks at the clock.
    private static let stride = 128

    private let start: ContinuousClock.Instant
    private var lastReport: ContinuousClock.Instant?
    private var table = ""
    private var tablesBegun: Set<String> = []
    private var rowsUntilLook = 0
    private var rowsDone = 0
    private var rowsTotal: Int

    init(rowsTotal: Int, start: ContinuousClock.Instant) {
        self.rowsTotal = rowsTotal
        self.start = start
    }

    /// Rows of `table` come next.
    mutating func begin(_ table: String) {
        self.table = table
        guard tablesBegun.insert(table).inserted else { return }
        lastReport = nil
        rowsUntilLook = 0
    }

    /// One more row was written.
    mutating func advance(at now: @autoclosure () -> ContinuousClock.Instant) -> SeedProgress? {
        rowsDone += 1
        rowsUntilLook -= 1
        guard rowsUntilLook < 0 else { return nil }
        rowsUntilLook = Self.stride - 1
        let now = now()
        if let lastReport, now - lastReport < Self.interval { return nil }
        lastReport = now
        return progress(at: now)
    }

    /// All is done, whatever was expected.
    mutating func finish(at now: ContinuousClock.Instant) -> SeedProgress {
        rowsTotal = rowsDone
        return progress(at: now)
    }

    private func progress(at now: ContinuousClock.Instant) -> SeedProgress {
        SeedProgress(table: table, rowsDone: rowsDone, rowsTotal: max(rowsTotal, rowsDone), elapsed: now - start)
    }
}
