import Logging
import Postgres
import Tracing

/// What a database tells of its operations: spans, metrics and the totals of each statement.
final class Telemetry: Sendable {
    /// Nil when there is nobody to tell.
    let metrics: MetricsRecorder?
    let reporter: MetricsReporter?
    private let spans: OperationSpans?

    init(_ configuration: DatabaseConfiguration, logger: Logger) {
        let telemetry = configuration.telemetry
        let identity = TelemetryIdentity(configuration.connection, poolName: telemetry.poolName)
        if let factory = telemetry.factory {
            let recorder = MetricsRecorder()
            metrics = recorder
            reporter = MetricsReporter(recorder, identity, factory, logger: logger)
        } else {
            (metrics, reporter) = (nil, nil)
        }
        spans = telemetry.recordingTracer.map {
            OperationSpans($0, identity, carriesText: telemetry.spansCarryQueryText)
        }
    }

    func startSpan(_ query: Query, _ site: CallSite) -> (any Span)? { spans?.start(query, site) }

    func succeeded(
        _ statement: LaneStatement, _ summary: String?, rows: Int, from start: MonotonicInstant,
        to end: MonotonicInstant, _ span: (any Span)?
    ) {
        let nanoseconds = end.nanoseconds(since: start)
        statement.totals.add(nanoseconds)
        metrics?.succeeded(statement, summary, rows: rows, nanoseconds: nanoseconds)
        if let span { OperationSpans.end(span) }
    }

    func failed(
        _ statement: LaneStatement, _ summary: String?, _ error: PostgresError, from start: MonotonicInstant,
        _ span: (any Span)?
    ) {
        let nanoseconds = MonotonicInstant.now.nanoseconds(since: start)
        statement.totals.add(nanoseconds, failed: true)
        metrics?.failed(summary, error, nanoseconds: nanoseconds)
        if let span { OperationSpans.end(span, error) }
    }
}
