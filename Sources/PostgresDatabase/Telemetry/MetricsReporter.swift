import Logging
import Metrics
import Postgres
import Synchronization

/// Hands measurements over to swift-metrics, and tells it how many of what there are.
final class MetricsReporter: Sendable {
    private struct Contents {
        var instruments: MetricInstruments
        var spare: [Measurement] = []
        var timeouts = 0
        var resends = 0
        var hasWarned = false
    }

    private let recorder: MetricsRecorder
    private let logger: Logger
    private let contents: Mutex<Contents>

    init(_ recorder: MetricsRecorder, _ identity: TelemetryIdentity, _ factory: any MetricsFactory, logger: Logger) {
        self.recorder = recorder
        self.logger = logger
        contents = Mutex(Contents(instruments: MetricInstruments(identity, factory)))
    }

    /// What was measured since the last time.
    func deliver() {
        contents.withLock { contents in
            let lost = recorder.buffer.drain(&contents.spare) { [recorder] in
                contents.instruments.record($0, recorder.series)
            }
            guard lost > 0 else { return }
            contents.instruments.dropped.increment(by: lost)
            if !contents.hasWarned {
                contents.hasWarned = true
                logger.warning(
                    "More was measured than could be handed to the metrics system; said once",
                    metadata: ["lost": "\(lost)"])
            }
        }
    }

    func report(_ pool: PoolStatistics, _ lanes: LaneStatistics) {
        contents.withLock { contents in
            contents.instruments.set(pool)
            contents.instruments.set(lanes)
            contents.instruments.timeouts.increment(by: pool.timeouts - contents.timeouts)
            contents.instruments.resends.increment(by: max(0, lanes.resent - contents.resends))
            (contents.timeouts, contents.resends) = (pool.timeouts, lanes.resent)
        }
    }
}
