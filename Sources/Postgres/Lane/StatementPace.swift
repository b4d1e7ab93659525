/// How long executions of a statement take, and so where it belongs: on a lane, where others wait behind it, or on a
/// leased connection.
///
/// The mean is exponentially weighted (the newest time counts a fifth), in microseconds.
package struct StatementPace: Sendable {
    package enum Route: UInt8, Sendable {
        /// Not known to be quick: travels a lane alone, and is measured.
        case unproven
        /// Shares batches.
        case lane
        /// Takes too long for a lane. Comes back when it is quick again.
        case lease
        /// Its results are too large for a lane, or it leaves something in the session.
        case leaseForGood

        package var isLease: Bool { self == .lease || self == .leaseForGood }
    }

    private static let weight = 0.2
    /// The first time holds parsing and planning: it only counts when it is far off.
    private static let firstAllowance = 4.0
    /// A machine that is out of processor time delays now this statement and now that one: only so many slow times in a
    /// row are no accident, or a mean that was too high so often in a row.
    private static let slowTimes = 3
    private static let highMeans = 8
    /// No time counts as more than this multiple of the limit in the mean, so that one stall doesn't make it.
    private static let most = 4.0
    /// Times that are usual at present are no sign of a slow statement.
    private static let unusual = 3.0

    /// The pause before a slow statement is tried on a lane again; it doubles with each try in vain.
    private static let firstProbe = Duration.seconds(1)
    private static let longestProbe = Duration.seconds(60)

    package let threshold: Double
    package private(set) var route = Route.unproven
    package private(set) var mean: Double?
    private var slowInARow = 0
    private var highInARow = 0
    /// When the last slow execution ended.
    private var slowUntil: MonotonicInstant?
    private var probeAt: MonotonicInstant?
    private var probePause = Self.firstProbe

    package init(threshold: Duration) { self.threshold = threshold.inMicroseconds }

    /// It travelled alone, or was executed on a leased connection.
    ///
    /// - Parameters:
    ///   - now: when it ended. Of slow executions at the same time one counts: the same stall may have delayed all.
    ///   - usual: what quick statements take at present.
    package mutating func measured(
        _ time: Duration, isFirst: Bool = false, at now: MonotonicInstant? = nil, usual: Duration = .zero
    ) {
        guard route != .leaseForGood else { return }
        let microseconds = time.inMicroseconds
        let limit = max(threshold, Self.unusual * usual.inMicroseconds)
        if isFirst, microseconds < Self.firstAllowance * limit {
            // Unproven still, unless it was quick in spite of it.
            if microseconds < limit, route == .unproven { route = .lane }
            return
        }
        let counted = min(microseconds, Self.most * limit)
        let mean = mean.map { $0 + Self.weight * (counted - $0) } ?? counted
        self.mean = mean
        guard route != .lease else {
            // Half of it, so that it doesn't go back and forth.
            if mean < threshold / 2 { prove() }
            return
        }
        if microseconds < limit {
            slowInARow = 0
        } else {
            if let now, let slowUntil, now - time < slowUntil { return }
            slowUntil = now
            slowInARow += 1
        }
        highInARow = mean < limit ? 0 : highInARow + 1
        if highInARow > 0 {
            route = slowInARow >= Self.slowTimes || highInARow >= Self.highMeans ? .lease : .unproven
        } else if slowInARow == 0 {
            route = .lane
            (probeAt, probePause) = (nil, Self.firstProbe)
        }
    }

    private mutating func prove() { (route, mean, slowInARow, highInARow) = (.unproven, nil, 0, 0) }

    /// A batch that it was part of took too long: perhaps because of it.
    package mutating func suspect() { if route == .lane { route = .unproven } }

    /// Whether it is time to find out if it has become quick: then one execution is to ride a lane, alone, while all
    /// others stay away from lanes; `probed` has its time. On a busy server all leased executions look slow, so that
    /// only a lane can tell.
    package mutating func takeProbe(at now: MonotonicInstant) -> Bool {
        guard route == .lease else { return false }
        guard let due = probeAt else {
            probeAt = now + probePause
            return false
        }
        guard due <= now else { return false }
        probePause = min(probePause * 2, Self.longestProbe)
        probeAt = now + probePause
        return true
    }

    /// What a probe took.
    package mutating func probed(_ time: Duration, usual: Duration = .zero) {
        guard route == .lease, time.inMicroseconds < max(threshold, Self.unusual * usual.inMicroseconds) else { return }
        prove()
    }

    package mutating func banish() { route = .leaseForGood }
}
