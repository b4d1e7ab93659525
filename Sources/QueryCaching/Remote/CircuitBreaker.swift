/// Spares callers the deadline of a Redis that doesn't answer: after some failures in a row it isn't asked, until a
/// heartbeat has been answered in time.
struct CircuitBreaker: Equatable {
    enum State: String, Sendable {
        case closed, open
    }

    let threshold: Int
    private(set) var failures = 0
    private(set) var state = State.closed
    /// How often it has opened.
    private(set) var trips = 0

    init(threshold: Int) { self.threshold = max(1, threshold) }

    mutating func succeeded() {
        failures = 0
        state = .closed
    }

    /// - Returns: whether it has just opened.
    @discardableResult
    mutating func failed() -> Bool {
        failures = min(failures + 1, threshold)
        guard failures == threshold, state == .closed else { return false }
        state = .open
        trips += 1
        return true
    }
}
