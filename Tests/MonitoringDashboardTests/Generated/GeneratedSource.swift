import DatabaseMonitoring
import Foundation
import Synchronization

/// A monitor of a shop that doesn't exist: the same figures for the same seed. It says nothing new until it is told to.
final class GeneratedSource: MonitorSource {
    private struct State {
        var snapshot: MonitorSnapshot?
        var listeners: [Int: AsyncStream<MonitorSnapshot>.Continuation] = [:]
        var last = 0
        var silences: [String: Date] = [:]
        var historyReads = 0
    }

    let figures: GeneratedFigures
    private let state: Mutex<State>

    init(seed: UInt64 = 7, snapshot: MonitorSnapshot?) {
        figures = GeneratedFigures(seed: seed)
        state = Mutex(State(snapshot: snapshot))
    }

    static func usual(seed: UInt64 = 7, now: Date = Date()) -> GeneratedSource {
        GeneratedSource(seed: seed, snapshot: GeneratedSnapshot(seed: seed, now: now).usual)
    }

    var snapshot: MonitorSnapshot? { state.withLock { $0.snapshot } }
    var listeners: Int { state.withLock { $0.listeners.count } }
    var historyReads: Int { state.withLock { $0.historyReads } }
    var silences: [String: Date] { state.withLock { $0.silences } }

    func publish(_ snapshot: MonitorSnapshot) {
        let listeners = state.withLock { state in
            state.snapshot = snapshot
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield(snapshot) }
    }

    func snapshots() -> AsyncStream<MonitorSnapshot> {
        let (stream, continuation) = AsyncStream<MonitorSnapshot>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let (number, newest) = state.withLock { state in
            state.last += 1
            state.listeners[state.last] = continuation
            return (state.last, state.snapshot)
        }
        if let newest { continuation.yield(newest) }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    func history(of keys: [String], from start: Date, to end: Date, points: Int) async throws -> [HistorySeries] {
        state.withLock { $0.historyReads += 1 }
        return keys.prefix(100).compactMap { figures.series($0, from: start, to: end, points: points) }
    }

    func statements(from start: Date, to end: Date, limit: Int) async throws -> [StatementHistory] {
        Array(figures.statements(from: start, to: end).prefix(limit))
    }

    func plan(ofStatement id: String) async -> StatementPlan { figures.plan(of: id) }

    func exposition(accept: String?) -> (contentType: String, text: String) {
        if accept?.contains("openmetrics") == true {
            return ("application/openmetrics-text; version=1.0.0; charset=utf-8", "# EOF\n")
        }
        return ("text/plain; version=0.0.4; charset=utf-8", "# TYPE postgresql_commits_total counter\n")
    }

    func silence(_ alert: String, until end: Date?) async throws {
        let known = snapshot?.alerts.map(\.name) ?? []
        guard known.contains(alert) else { throw UnknownAlertError(name: alert, known: known) }
        state.withLock { state in
            state.silences[alert] = end
            guard let index = state.snapshot?.alerts.firstIndex(where: { $0.name == alert }) else { return }
            state.snapshot?.alerts[index].silencedUntil = end
        }
    }

    func testWebhooks() async -> [WebhookTest] {
        [
            WebhookTest(webhook: "hooks.example", failure: nil),
            WebhookTest(webhook: "other.example", failure: "status 410: the channel is archived"),
        ]
    }
}
