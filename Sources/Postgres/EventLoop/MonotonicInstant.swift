/// A point of the continuous clock.
///
/// The layout of `ContinuousClock.Instant` is known to the concurrency library alone: whatever holds one is copied, kept
/// on the stack and destroyed by calls into the runtime. Pools and lanes pass instants about at every call.
package struct MonotonicInstant: Sendable, Hashable {
    private static let start = ContinuousClock.now

    private let sinceStart: Duration

    private init(sinceStart: Duration) { self.sinceStart = sinceStart }

    package static var now: MonotonicInstant { MonotonicInstant(sinceStart: start.duration(to: .now)) }

    /// Since some time in this process.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = sinceStart.components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    package var continuous: ContinuousClock.Instant { Self.start.advanced(by: sinceStart) }
}

extension MonotonicInstant: Comparable {
    package static func < (a: Self, b: Self) -> Bool { a.sinceStart < b.sinceStart }
    package static func + (instant: Self, duration: Duration) -> Self {
        Self(sinceStart: instant.sinceStart + duration)
    }
    package static func - (instant: Self, duration: Duration) -> Self {
        Self(sinceStart: instant.sinceStart - duration)
    }
    package static func - (end: Self, start: Self) -> Duration { end.sinceStart - start.sinceStart }
    package static func += (instant: inout Self, duration: Duration) { instant = instant + duration }
}
