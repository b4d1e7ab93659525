/// How often each of many may try something: `quota` times at once, and as many again in each window. At most
/// `capacity` are remembered; the one that was even first is forgotten for another. Constant cost but for that.
struct AttemptTable: Sendable {
    private let interval: Duration
    private let window: Duration
    private let capacity: Int
    /// When each has its whole quota again.
    private var even: [String: ContinuousClock.Instant] = [:]

    init(quota: Int, window: Duration, capacity: Int = 1000) {
        (interval, self.window, self.capacity) = (window / quota, window, capacity)
    }

    var count: Int { even.count }

    /// - Returns: nil when it may be tried now, and how long to wait otherwise.
    mutating func attempt(by name: String, now: ContinuousClock.Instant) -> Duration? {
        let next = max(even[name] ?? now, now) + interval
        let excess = (next - now) - window
        guard excess <= .zero else { return excess }
        if even[name] == nil, even.count >= capacity, let first = even.min(by: { $0.value < $1.value }) {
            even[first.key] = nil
        }
        even[name] = next
        return nil
    }
}
