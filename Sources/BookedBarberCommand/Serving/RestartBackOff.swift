/// How long to wait before a server that died is started again.
///
/// The first restart comes at once. A server that keeps dying is tried less and less often, up to every 10 seconds;
/// one that has run for a minute counts as healthy again.
struct RestartBackOff: Sendable, Equatable {
    private var restarts = 0

    static let longest = Duration.seconds(10)
    static let healthyAfter = Duration.seconds(60)

    /// - Parameter uptime: how long the server ran since it was last started; zero when the start itself failed.
    mutating func pause(afterRunning uptime: Duration) -> Duration {
        if uptime >= Self.healthyAfter { restarts = 0 }
        defer { restarts += 1 }
        guard restarts > 0 else { return .zero }
        // 0.25 s, 0.5 s, 1 s, …; the exponent is bounded so that it can't overflow.
        return min(Self.longest, .milliseconds(250) * (1 << min(restarts - 1, 10)))
    }
}
