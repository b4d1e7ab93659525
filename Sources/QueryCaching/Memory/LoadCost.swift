/// What it costs to load an entry again, on a damped scale.
///
/// A single measured time is noisy (a lock, a cold page, a busy machine), and request counts end at 15 where times span
/// six orders of magnitude. So it is the square root of the time that counts: a load that takes a hundred times as
/// long is worth ten times as many requests.
package struct LoadCost: Sendable, Equatable {
    /// The square root of the time in microseconds, between 1 (1 µs and less) and 3,162 (10 s and more).
    package let factor: Float

    /// - Parameter time: how long the load took.
    package init(_ time: Duration) {
        let (seconds, attoseconds) = time.components
        let microseconds = Float(seconds) * 1e6 + Float(attoseconds) / 1e12
        factor = min(max(microseconds, 1), 1e7).squareRoot()
    }

    /// For entries that all cost the same.
    package static let equal = LoadCost(.zero)
}
