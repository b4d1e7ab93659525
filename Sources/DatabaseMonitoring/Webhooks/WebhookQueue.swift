/// What waits to be sent to one webhook, and when that may be tried: a value that decides, for who sends.
///
/// Each alert is in it once at most: what happens to one that waits is merged into it. One message at a time is under way;
/// it takes several alerts. What couldn't be delivered goes back to the front.
struct WebhookQueue: Sendable {
    enum Step: Sendable, Equatable {
        case send([PendingAlert])
        /// Nothing may be sent before.
        case wait(until: ContinuousClock.Instant)
        case rest
    }

    enum Outcome: Sendable, Equatable {
        case delivered
        /// It may be tried again, but not before the receiver's `Retry-After`.
        case failed(String, retryAfter: Duration? = nil)
        /// Trying again makes no sense.
        case refused(String)
        /// Given up half-way, because the program ends.
        case interrupted
    }

    let pace: WebhookPace
    private(set) var waiting: [PendingAlert] = []
    private(set) var underWay: [PendingAlert] = []
    private(set) var status = WebhookStatus()
    private var attempts = 0
    /// Of back-off and pace, and what the receiver asked for.
    private var notBefore: ContinuousClock.Instant?
    private var asked: ContinuousClock.Instant?

    init(_ pace: WebhookPace = WebhookPace(), waiting: [PendingAlert] = []) {
        self.pace = pace
        for alert in waiting { add(alert) }
    }

    /// Everything that hasn't been delivered, for the next start of the program.
    var undelivered: [PendingAlert] { merging(underWay, waiting) }

    mutating func add(_ alert: PendingAlert) {
        waiting = merging(waiting, [alert])
        keepBound()
    }

    mutating func next(at now: ContinuousClock.Instant) -> Step {
        guard underWay.isEmpty, !waiting.isEmpty else { return .rest }
        if let until = [notBefore, asked].compactMap(\.self).max(), until > now { return .wait(until: until) }
        underWay = Array(waiting.prefix(pace.alertsPerMessage))
        waiting.removeFirst(underWay.count)
        status.queued = waiting.count + underWay.count
        return .send(underWay)
    }

    /// - Parameter jitter: from 0 to 1, by chance.
    mutating func finish(_ outcome: Outcome, at now: ContinuousClock.Instant, jitter: Double) {
        let sent = underWay
        underWay = []
        switch outcome {
        case .delivered:
            (attempts, status.lastFailure) = (0, nil)
            status.delivered += 1
            notBefore = now.advanced(by: pace.spacing)
        case .refused(let reason):
            (attempts, status.lastFailure) = (0, reason)
            status.failures += 1
            status.dropped += sent.count
            notBefore = now.advanced(by: pace.spacing)
        case .failed(let reason, let retryAfter):
            status.lastFailure = reason
            status.failures += 1
            notBefore = now.advanced(by: pace.backOff(after: attempts, jitter: jitter))
            asked = retryAfter.map { now.advanced(by: min($0, pace.longestRetryAfter)) }
            attempts += 1
            waiting = merging(sent, waiting)
        case .interrupted:
            waiting = merging(sent, waiting)
        }
        keepBound()
    }

    /// The program ends: what waits may be tried at once, unless the receiver asked for time.
    mutating func hurry() { notBefore = nil }

    private func merging(_ older: [PendingAlert], _ newer: [PendingAlert]) -> [PendingAlert] {
        newer.reduce(into: older) { all, alert in
            if let index = all.firstIndex(where: { $0.event.row.name == alert.event.row.name }) {
                all[index] = all[index].followed(by: alert)
            } else {
                all.append(alert)
            }
        }
    }

    /// What is least missed goes first: an update, then a warning, then the oldest.
    private mutating func keepBound() {
        while waiting.count + underWay.count > max(1, pace.capacity), !waiting.isEmpty {
            let least =
                waiting.firstIndex { $0.event.kind == .updated || $0.event.kind == .reminded }
                ?? waiting.firstIndex { $0.event.row.severity == .warning } ?? 0
            waiting.remove(at: least)
            status.dropped += 1
        }
        status.queued = waiting.count + underWay.count
    }
}
