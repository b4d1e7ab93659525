import Postgres

extension Database {
    /// Hands what was measured to swift-metrics, with how many connections, waiters and lanes there are now.
    ///
    /// `run` does this by itself: measurements every 100 ms, the rest once a second.
    public func reportMetrics() {
        guard let reporter = telemetry.reporter else { return }
        reporter.deliver()
        let (lanes, pool) = figures
        reporter.report(pool, lanes)
    }

    /// Until the task is cancelled.
    func reportRegularly() async {
        guard let reporter = telemetry.reporter else { return }
        var count = 0
        while !Task.isCancelled {
            if count % 10 == 0 { reportMetrics() } else { reporter.deliver() }
            count += 1
            await pool.clock.wait(until: pool.clock.now + .milliseconds(100))
        }
    }
}
