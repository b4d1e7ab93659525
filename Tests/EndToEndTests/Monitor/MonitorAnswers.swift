import DatabaseMonitoring
import Foundation
import TestServers

/// What the double of a monitor says: all is well, and one statement wants to write on the reader's terminal.
enum MonitorAnswers {
    static let token = "token-of-the-test"
    static let hostile = "SELECT name\n  FROM services -- \u{1B}[31m\u{1B}]0;owned\u{07}"

    static func snapshot() -> MonitorSnapshot {
        var snapshot = MonitorSnapshot(
            time: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded()), interval: 10)
        snapshot.server = ServerFacts(
            version: "15.18", database: "bookedbarber", startedAt: snapshot.time.addingTimeInterval(-60),
            isInRecovery: false, systemIdentifier: nil, timeline: nil, connectionLimit: 97)
        snapshot.statements = (0..<60).map { number in
            StatementRow(
                id: "\(number)", queryIdentifier: 1, text: number == 0 ? hostile : "SELECT \(number)", user: nil,
                calls: Double(number), time: 60 - Double(number), rows: 1, blocksHit: 0, blocksRead: 0, meanTime: 0.001,
                totalCalls: 1, totalTime: 1)
        }
        snapshot.alerts = alerts
        return snapshot
    }

    static let alerts = ["connection_usage", "lock_wait"].map { name in
        AlertRow(
            name: name, title: name, severity: .warning, phase: .ok, value: 12, limit: 80, clearLimit: 75,
            firesBelow: false, unit: "%", duration: 60, since: nil, evidence: [], advice: "", silencedUntil: nil)
    }

    static func answer(
        _ request: MonitorDouble.Request, webhooks: [WebhookTest] = []
    ) -> MonitorDouble.Answer {
        let body: Data? =
            switch (request.method, request.target) {
            case ("GET", "/api/snapshot"): try? MonitorJSON.encode(snapshot())
            case ("GET", "/api/alerts"): try? MonitorJSON.encode(["items": alerts])
            case ("POST", "/api/alerts/test"): try? MonitorJSON.encode(["items": webhooks])
            case ("PUT", _), ("DELETE", _): Data()
            default: nil
            }
        return body.map { .init(body: String(decoding: $0, as: UTF8.self)) }
            ?? .init(status: 404, body: #"{"title":"Not found","detail":"There is no such place."}"#)
    }

    /// Runs `body` with a folder in which subcommands find a monitor.
    static func withMonitor<R: Sendable>(
        webhooks: [WebhookTest] = [], _ body: (_ folder: String, _ monitor: MonitorDouble) async throws -> R
    ) async throws -> R {
        try await TestServers.withFolder("monitor") { folder in
            let monitor = try await MonitorDouble.start(token: token) { answer($0, webhooks: webhooks) }
            try monitor.announce(in: "\(folder)/state", token: token)
            let result: Result<R, any Error>
            do { result = .success(try await body(folder, monitor)) } catch { result = .failure(error) }
            try? await monitor.stop()
            return try result.get()
        }
    }
}
