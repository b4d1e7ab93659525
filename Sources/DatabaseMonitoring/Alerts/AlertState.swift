public import Foundation

/// How one alert stands: ok, pending (the limit is crossed, but not for long enough), firing, resolved.
///
/// - An unknown value changes nothing: what was never measured never fires, and what fires goes on firing. The time for
///   which a value is unknown counts neither towards firing nor towards clearing.
/// - Between two samples at most three intervals count, so that neither a pause of the monitor nor a clock that is set
///   forward makes an alert fire. A clock that is set back adds nothing.
/// - Once critical it stays so until it is resolved.
/// - It knows what was told of it: while it is silenced nothing is, and what is owed then is told afterwards.
///
/// Each step takes constant time.
public struct AlertState: Sendable, Codable, Equatable {
    /// What the receivers of messages believe, when they believe that it fires.
    struct Told: Sendable, Codable, Equatable {
        var value: Double
        var severity: AlertRow.Severity
        var time: Date
    }

    public private(set) var phase = AlertRow.Phase.ok
    /// Since when it is in this phase; nil before the first value.
    public private(set) var since: Date?
    /// When the limit was crossed last.
    public private(set) var began: Date?
    /// The worst value since it fired last.
    public private(set) var worst: Double?
    /// The highest since it fired last.
    public private(set) var severity: AlertRow.Severity?
    /// How long the limit has been crossed (pending), or the value clear (firing), in seconds.
    private var progress = 0.0
    /// The sample from which ``progress`` goes on; nil after an unknown value.
    private var previous: Date?
    private var told: Told?

    /// How long a resolved alert is shown as such.
    static let resolvedIsShown = 15.0 * 60

    public init() {}

    /// Takes a value, and says what should be told.
    ///
    /// - Parameters:
    ///   - value: nil when it can't be measured.
    ///   - age: how long the limit has been crossed already, where the value itself tells it, in seconds.
    ///   - interval: between two samples, in seconds. A sample that is early by a tenth of it still counts as a whole.
    ///   - isSilenced: nothing is told then.
    public mutating func advance(
        _ value: Double?, crossedFor age: Double = 0, at time: Date, by terms: AlertTerms, interval: Double,
        isSilenced: Bool = false
    ) -> AlertEvent.Kind? {
        forgetFuture(of: time)
        if let value, value.isFinite {
            switch phase {
            case .ok, .resolved: rest(value, age, time, terms)
            case .pending: wait(value, age, time, terms, interval)
            case .firing: fire(value, time, terms, interval)
            }
            if phase == .pending, progress >= terms.duration / .seconds(1) - interval / 10 {
                enter(.firing, at: time)
                worst = worst.map { terms.isWorse($0, than: value) ? $0 : value } ?? value
                severity = severity == .critical ? .critical : terms.severity(of: value)
            }
        } else {
            previous = nil
        }
        return isSilenced ? nil : news(value, at: time, by: terms)
    }

    private mutating func rest(_ value: Double, _ age: Double, _ time: Date, _ terms: AlertTerms) {
        if terms.isCrossed(by: value) {
            enter(.pending, at: time)
            (progress, previous) = (max(0, age), time)
            // What the receivers still believe to fire, since it cleared in silence, goes on.
            if told == nil { (began, worst, severity) = (time.addingTimeInterval(-progress), nil, nil) }
        } else if phase == .resolved, let since, time.timeIntervalSince(since) < Self.resolvedIsShown {
            return
        } else if phase == .resolved || since == nil {
            enter(.ok, at: time)
        }
    }

    private mutating func wait(
        _ value: Double, _ age: Double, _ time: Date, _ terms: AlertTerms, _ interval: Double
    ) {
        guard terms.isCrossed(by: value) else { return enter(.ok, at: time) }
        progress = max(progress + elapsed(to: time, interval), age)
    }

    private mutating func fire(_ value: Double, _ time: Date, _ terms: AlertTerms, _ interval: Double) {
        if let worst, terms.isWorse(value, than: worst) { self.worst = value }
        if terms.severity(of: value) == .critical { severity = .critical }
        guard terms.isClear(value) else {
            (progress, previous) = (0, nil)
            return
        }
        progress += elapsed(to: time, interval)
        if progress >= terms.clearDuration / .seconds(1) - interval / 10 { enter(.resolved, at: time) }
    }

    private mutating func elapsed(to time: Date, _ interval: Double) -> Double {
        defer { previous = time }
        return previous.map { min(time.timeIntervalSince($0), 3 * interval) } ?? 0
    }

    private mutating func enter(_ phase: AlertRow.Phase, at time: Date) {
        (self.phase, since, progress, previous) = (phase, time, 0, nil)
    }

    private mutating func news(_ value: Double?, at time: Date, by terms: AlertTerms) -> AlertEvent.Kind? {
        if phase == .pending { return nil }
        guard phase == .firing, let severity, let worst else {
            defer { told = nil }
            return told == nil ? nil : .resolved
        }
        guard let told else {
            self.told = Told(value: value ?? worst, severity: severity, time: time)
            return .fired
        }
        let quiet = time.timeIntervalSince(told.time)
        let isWorse =
            severity != told.severity
            || quiet >= terms.updateInterval / .seconds(1)
                && value.map { terms.isNotablyWorse($0, than: told.value) } == true
        guard isWorse || quiet >= terms.reminderInterval / .seconds(1) else { return nil }
        self.told = Told(value: value ?? told.value, severity: severity, time: time)
        return isWorse ? .updated : .reminded
    }

    /// After the clock was set back, nothing lies ahead.
    private mutating func forgetFuture(of time: Date) {
        since = since.map { min($0, time) }
        began = began.map { min($0, time) }
        previous = previous.map { min($0, time) }
        if let told { self.told?.time = min(told.time, time) }
    }
}
