public import Foundation

extension DatabaseMonitor: MonitorSource {
    public var snapshot: MonitorSnapshot? { parts.board.notice?.snapshot }

    public func snapshots() -> AsyncStream<MonitorSnapshot> { parts.board.snapshots() }

    public func history(
        of keys: [String], from start: Date, to end: Date, points: Int
    ) async throws -> [HistorySeries] {
        let found = await parts.history.series(keys: Array(keys.prefix(100)), from: start, to: end, points: points)
        let interval = parts.configuration.interval.seconds
        return found.map { series in
            series.key.hasPrefix("statement.") ? StatementCourse(series, interval: interval).whole : series
        }
    }

    public func statements(from start: Date, to end: Date, limit: Int) async throws -> [StatementHistory] {
        let texts = await core.texts
        return await StatementHistories(history: parts.history, interval: parts.configuration.interval.seconds).read(
            from: start, to: end, limit: limit
        ) { id in
            texts.entry(id: id)?.entry.text
        }
    }

    public func plan(ofStatement id: String) async -> StatementPlan {
        await core.plan(ofStatement: id)
    }

    public func exposition(accept: String?) -> (contentType: String, text: String) {
        let format = ExpositionFormat(accept: accept)
        let own = MetricFamily.families(of: parts.board.notice?.measured ?? [])
        return (format.contentType, format.text(of: (parts.registry?.families() ?? []) + own))
    }

    public func silence(_ alert: String, until end: Date?) async throws {
        try await core.silence(alert, until: end, now: Date())
    }

    public func testWebhooks() async -> [WebhookTest] { await core.notifier?.test() ?? [] }
}
