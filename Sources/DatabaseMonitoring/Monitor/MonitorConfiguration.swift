/// How a database is watched.
public struct MonitorConfiguration: Sendable {
    /// Between two samples: 0.1 s to 1 h; the history keeps one a second at most. Short enough to see a burst of half a minute.
    public var interval: Duration = .seconds(10)
    /// How long the history is kept: 1 to 720 hours.
    public var retentionHours = 24
    /// The file in which the history is kept, for one monitor alone. Nil: a temporary one, which is gone when the monitor
    /// ends.
    public var historyPath: String?
    /// When alerts fire.
    public var thresholds = AlertThresholds()
    /// Who sends messages: they say it.
    public var name = "database monitor"
    /// The part of one core that sampling may take, here and in PostgreSQL together. Above it, collectors rest.
    public var budget = 0.01
    /// Disks whose free space is watched: a name for each, and a folder on it.
    public var disks: [String: String] = [:]
    /// Where the dashboard is, for links in messages: `http://127.0.0.1:8081/dashboard`.
    public var dashboardURL: String?
    /// For drills, which have no time for periods of a minute: every collector runs in each sample.
    package var isThorough = false
    /// For drills: is told of each sample, and of what is said because of it. Called on the monitor's own thread, which it
    /// must not hold up.
    package var observer: (@Sendable (MonitorSnapshot, [AlertEvent]) -> Void)?

    /// Everything as documented at each member.
    public init() {}

    /// - Throws: ``MonitorConfigurationError``, which names what is wrong and what is allowed.
    public func validate() throws(MonitorConfigurationError) {
        guard interval >= .milliseconds(100), interval <= .seconds(3600) else {
            throw MonitorConfigurationError("interval is \(interval); it has to be from 0.1 s to 3600 s.")
        }
        guard (1...720).contains(retentionHours) else {
            throw MonitorConfigurationError("retentionHours is \(retentionHours); it has to be from 1 to 720.")
        }
        guard budget > 0, budget <= 1 else {
            throw MonitorConfigurationError("budget is \(budget); it has to be above 0 and at most 1.")
        }
    }
}

/// A configuration that isn't possible.
public struct MonitorConfigurationError: Error, CustomStringConvertible, Equatable {
    public let description: String

    init(_ description: String) { self.description = description }
}
