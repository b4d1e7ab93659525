/// A point of the continuous clock.
///
/// The layout of `ContinuousClock.Instant` is known to the concurrency library alone: whatever holds one is copied, kept
/// on the stack and destroyed by calls into the runtime. A pool passes instants about at every acquire and release.
struct PoolInstant: Sendable, Hashable {
    private static let start = ContinuousClock.now

    private let sinceStart: Duration

    private init(sinceStart: Duration) { self.sinceStart = sinceStart }

    static var now: PoolInstant { PoolInstant(sinceStart: start.duration(to: .now)) }

    var continuous: ContinuousClock.Instant { Self.start.advanced(by: sinceStart) }
}

extension PoolInstant: Comparable {
    static func < (a: Self, b: Self) -> Bool { a.sinceStart < b.sinceStart }
    static func + (instant: Self, duration: Duration) -> Self { Self(sinceStart: instant.sinceStart + duration) }
    static func - (instant: Self, duration: Duration) -> Self { Self(sinceStart: instant.sinceStart - duration) }
    static func - (end: Self, start: Self) -> Duration { end.sinceStart - start.sinceStart }
    static func += (instant: inout Self, duration: Duration) { instant = instant + duration }
}
