/// How long a transaction that collided with another waits before it is tried again: at random up to a limit that
/// doubles with each attempt ("full jitter", AWS Architecture Blog: Exponential Backoff And Jitter, 2015), so that
/// those that collided don't meet again.
enum RetryPause {
    static let first: Duration = .milliseconds(5)
    static let longest: Duration = .milliseconds(500)

    /// - Parameter attempt: 1 before the first repetition.
    static func limit(_ attempt: Int) -> Duration { min(longest, first * (1 << min(attempt - 1, 10))) }

    static func random(_ attempt: Int) -> Duration { limit(attempt) * Double.random(in: 0...1) }
}
