/// What one kind of statement did between two samples, from `pg_stat_statements`.
public struct StatementRow: Sendable, Codable, Equatable {
    /// Which one, for links and series: user, database, query and level in one word.
    public var id: String
    public var queryIdentifier: Int64
    /// Normalised: with `$1` and so on for its values. Shortened to 10,000 characters.
    public var text: String
    public var user: String?
    /// Rates a second since the sample before.
    public var calls: Double
    /// Seconds of execution a second: 1 is one session that does nothing else.
    public var time: Double
    public var rows: Double
    /// Pages of 8 kB.
    public var blocksHit: Double
    public var blocksRead: Double
    /// Mean time of a call in the interval, in seconds.
    public var meanTime: Double
    /// Since the statistics were reset.
    public var totalCalls: Int
    public var totalTime: Double

    public init(
        id: String, queryIdentifier: Int64, text: String, user: String?, calls: Double, time: Double, rows: Double,
        blocksHit: Double, blocksRead: Double, meanTime: Double, totalCalls: Int, totalTime: Double
    ) {
        (self.id, self.queryIdentifier, self.text, self.user) = (id, queryIdentifier, text, user)
        (self.calls, self.time, self.rows) = (calls, time, rows)
        (self.blocksHit, self.blocksRead, self.meanTime) = (blocksHit, blocksRead, meanTime)
        (self.totalCalls, self.totalTime) = (totalCalls, totalTime)
    }
}

extension SeriesKey {
    /// Of a statement that was among those that took most time, by ``StatementRow/id``: seconds of execution a second.
    public static func statementTime(_ id: String) -> SeriesKey { SeriesKey(name: "statement.time", [("id", id)]) }

    /// Calls a second.
    public static func statementCalls(_ id: String) -> SeriesKey { SeriesKey(name: "statement.calls", [("id", id)]) }
}

/// A statement over a time, for the list of statements and the page of one.
public struct StatementHistory: Sendable, Codable, Equatable {
    public var id: String
    public var text: String
    /// In the time that was asked for.
    public var calls: Double
    public var totalTime: Double
    public var meanTime: Double
    /// The mean time of a call in the same span a day before; nil when there is no such history.
    public var meanTimeYesterday: Double?
    /// Seconds a second, evenly spaced over the time; nil where nothing is known.
    public var sparkline: [Double?]

    public init(
        id: String, text: String, calls: Double, totalTime: Double, meanTime: Double, meanTimeYesterday: Double?,
        sparkline: [Double?]
    ) {
        (self.id, self.text, self.calls, self.totalTime) = (id, text, calls, totalTime)
        (self.meanTime, self.meanTimeYesterday, self.sparkline) = (meanTime, meanTimeYesterday, sparkline)
    }
}
