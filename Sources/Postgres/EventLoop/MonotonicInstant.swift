import CLibuv

/// A point of a clock that only goes forward, in nanoseconds.
///
/// The layout of `ContinuousClock.Instant` is known to the concurrency library alone: whatever holds one is copied, kept
/// on the stack and destroyed by calls into the runtime; and a `Duration` has 128 bits, whose division takes longer than
/// a system call. Pools and lanes pass instants about at every call.
package struct MonotonicInstant: Sendable, Hashable {
    package let nanoseconds: Int64

    package static var now: MonotonicInstant { MonotonicInstant(nanoseconds: Int64(clamping: uv_hrtime())) }

    /// A `Duration` would be made and divided at once.
    package func nanoseconds(since earlier: MonotonicInstant) -> Int64 {
        nanoseconds.subtractingReportingOverflow(earlier.nanoseconds).partialValue
    }

    /// The instant so many nanoseconds later, which aren't negative.
    package func adding(nanoseconds: Int64) -> MonotonicInstant {
        let (sum, overflows) = self.nanoseconds.addingReportingOverflow(nanoseconds)
        return MonotonicInstant(nanoseconds: overflows ? .max : sum)
    }

    package var continuous: ContinuousClock.Instant { .now + (self - .now) }
}

extension MonotonicInstant: Comparable {
    package static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }

    package static func + (instant: Self, duration: Duration) -> Self {
        let (sum, overflows) = instant.nanoseconds.addingReportingOverflow(duration.inNanoseconds)
        return Self(nanoseconds: overflows ? (duration < .zero ? .min : .max) : sum)
    }

    package static func - (instant: Self, duration: Duration) -> Self { instant + (.zero - duration) }

    package static func - (end: Self, start: Self) -> Duration {
        .nanoseconds(end.nanoseconds.subtractingReportingOverflow(start.nanoseconds).partialValue)
    }

    package static func += (instant: inout Self, duration: Duration) { instant = instant + duration }
}

extension Duration {
    /// At most 292 years.
    package var inNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflows else { return seconds < 0 ? .min : .max }
        let (sum, isTooMuch) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return isTooMuch ? (seconds < 0 ? .min : .max) : sum
    }

    package var inMicroseconds: Double { Double(inNanoseconds) / 1e3 }
}
