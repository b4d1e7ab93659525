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

    /// The pause before a slow statement is tried on a lane again; it doubles with each try in vain.
    private static let firstProbe = Duration.seconds(1)
    private static let longestProbe = Duration.seconds(60)

    package let threshold: Double
    package private(set) var route = Route.unproven
    package private(set) var mean: Double?
    private var probeAt: MonotonicInstant?
    private var probePause = Self.firstProbe

    package init(threshold: Duration) { self.threshold = threshold.inMicroseconds }

    /// It travelled alone.
    package mutating func measured(_ time: Duration, isFirst: Bool = false) {
        guard route != .leaseForGood else { return }
        let microseconds = time.inMicroseconds
        if isFirst, microseconds < Self.firstAllowance * threshold {
            // Unproven still, unless it was quick in spite of it.
            if microseconds < threshold, route == .unproven { route = .lane }
            return
        }
        mean = mean.map { $0 + Self.weight * (microseconds - $0) } ?? microseconds
        guard let mean else { return }
        switch route {
        case .unproven, .lane:
            route = mean < threshold ? .lane : .lease
            if route == .lane { (probeAt, probePause) = (nil, Self.firstProbe) }
        // Half of it, so that it doesn't go back and forth.
        case .lease: if mean < threshold / 2 { route = .unproven }
        case .leaseForGood: break
        }
    }

    /// A batch that it was part of took too long: perhaps because of it.
    package mutating func suspect() { if route == .lane { route = .unproven } }

    /// Whether it is time to find out if it has become quick. On a busy server all leased executions look slow, so
    /// that only a lane can tell.
    package mutating func takeProbe(at now: MonotonicInstant) -> Bool {
        guard route == .lease else { return false }
        guard let due = probeAt else {
            probeAt = now + probePause
            return false
        }
        guard due <= now else { return false }
        probePause = min(probePause * 2, Self.longestProbe)
        probeAt = now + probePause
        (route, mean) = (.unproven, nil)
        return true
    }

    package mutating func banish() { route = .leaseForGood }
}
