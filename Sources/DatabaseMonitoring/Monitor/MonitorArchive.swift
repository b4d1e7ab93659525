import Foundation
import Logging

/// What is kept in the history beside the series, so that a monitor that starts goes on where the last one ended.
struct MonitorArchive: Sendable {
    struct Contents: Sendable {
        var baseline: SnapshotMaker.Saved?
        var alerts: AlertBook.Saved?
        var webhooks: AlertNotifier.Saved?
        var texts: [(key: StatementKey, entry: StatementTexts.Entry)] = []
    }

    /// The text of a kind of statement, without values.
    struct Text: Sendable, Codable {
        var key: StatementKey
        var entry: StatementTexts.Entry
    }

    private static let kind = "monitor"
    private static let statement = "statement"

    let history: MetricsHistory
    let logger: Logger

    func all() async -> Contents {
        let texts = await history.documents(kind: Self.statement, limit: StatementTexts.most)
        return Contents(
            baseline: await load("baseline", as: SnapshotMaker.Saved.self),
            alerts: await load("alerts", as: AlertBook.Saved.self),
            webhooks: await load("webhooks", as: AlertNotifier.Saved.self),
            texts: texts.compactMap { try? MonitorJSON.decode(Text.self, from: $0.body) }.map { ($0.key, $0.entry) })
    }

    func write(_ record: HistoryKeeper.Record) async {
        await history.append(time: record.time, values: record.values)
        await save(record.baseline, "baseline", at: record.time)
        await save(record.alerts, "alerts", at: record.time)
        if let webhooks = record.webhooks { await save(webhooks, "webhooks", at: record.time) }
        for text in record.texts {
            await save(text, text.key.text, of: Self.statement, at: record.time)
        }
        // So that it can be looked at after the incident.
        if !record.blocking.isEmpty {
            await save(record.blocking, "\(Int(record.time.timeIntervalSince1970))", of: "blocking", at: record.time)
        }
    }

    func save(_ body: some Encodable, _ key: String, of kind: String = MonitorArchive.kind, at time: Date) async {
        do {
            try await history.put(document: kind, key: key, time: time, body: try MonitorJSON.encode(body))
        } catch {
            logger.warning(
                "What the monitor knows can't be kept", metadata: ["part": "\(kind) \(key)", "reason": "\(error)"])
        }
    }

    private func load<Body: Decodable>(_ key: String, as type: Body.Type) async -> Body? {
        guard let document = await history.document(kind: Self.kind, key: key) else { return nil }
        do {
            return try MonitorJSON.decode(type, from: document.body)
        } catch {
            logger.warning("What an earlier monitor kept can't be read, and begins anew", metadata: ["part": "\(key)"])
            return nil
        }
    }
}
