/// How long to wait before another attempt to connect.
///
/// The pause doubles from `first` on up to `longest`, and is shortened by up to half at random, so that many clients
/// don't knock in step ("equal jitter", M. Brooker, "Exponential Backoff And Jitter", 2015).
public struct RedisBackoff: Hashable, Sendable {
    /// Default 50 ms, above zero.
    public var first: Duration = .milliseconds(50)
    /// Default 1 s, from `first`.
    public var longest: Duration = .seconds(1)

    public init() {}

    /// - Parameter failures: attempts that failed in a row, from 1.
    func pause(after failures: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        let doubled = first * (1 << min(max(0, failures - 1), 20))
        return min(longest, doubled) * Double.random(in: 0.5...1, using: &generator)
    }

    func check() throws(RedisError) {
        guard first > .zero, longest >= first, longest <= .seconds(3600) else {
            throw RedisError(
                .invalidConfiguration,
                "The back-off of a Redis client goes from \(first) to \(longest); it must begin above zero, and end "
                    + "between that and an hour.")
        }
    }
}
