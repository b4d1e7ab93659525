public import Foundation

extension DatabaseMonitor: MonitorSource {
    public var snapshot: MonitorSnapshot? { parts.board.notice?.snapshot }

    public func snapshots() -> AsyncStream<MonitorSnapshot> { parts.board.snapshots() }

    public func history(
        of keys: [String], from start: Date, to end: Date, points: Int
    ) async throws -> [HistorySeries] {
        await parts.history.series(keys: Array(keys.prefix(100)), from: start, to: end, points: points)
    }

    public func statements(from start: Date, to end: Date, limit: Int) async throws -> [StatementHistory] {
        let texts = await core.texts
        return await StatementHistories(history: parts.history).read(from: start, to: end, limit: limit) { id in
            texts.entry(id: id)?.entry.text
        }
    }

    public func plan(ofStatement id: String) async -> StatementPlan {
        guard let known = await core.texts.entry(id: id) else {
            return StatementPlan(failure: "The monitor doesn't know this statement, or no longer.")
        }
        return await PlanReader(session: core.planSession()).plan(of: known.key)
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
