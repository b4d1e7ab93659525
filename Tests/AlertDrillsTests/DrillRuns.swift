import DatabaseMonitoring
import Foundation
import Synchronization
import TestServers

@testable import AlertDrills

/// A drill that was run to its end, with what arrived at a webhook.
struct DrillRun: Sendable {
    let report: DrillReport
    /// Bodies of the messages, in the order in which they came.
    let messages: [String]

    /// Of the alerts in the messages about this drill's rule.
    var alerts: [[String: Any]] {
        messages.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            .flatMap { $0["alerts"] as? [[String: Any]] ?? [] }
            .filter { ($0["alert"] as? [String: Any])?["name"] as? String == report.name }
    }
}

/// Each drill is run once, however many tests look at it; one after the other.
actor DrillRuns {
    static let shared = DrillRuns()

    private var runs: [String: Task<DrillRun, any Error>] = [:]
    private var last: Task<DrillRun, any Error>?

    func run(_ name: String) async throws -> DrillRun {
        if let known = runs[name] { return try await known.value }
        let previous = last
        let run = Task {
            _ = try? await previous?.value
            return try await Self.perform(name)
        }
        (runs[name], last) = (run, run)
        return try await run.value
    }

    private static func perform(_ name: String) async throws -> DrillRun {
        let result = Mutex<DrillRun?>(nil)
        try await WebhookReceiver.with(.status(200)) { receiver in
            let steps = Mutex<[String]>([])
            let report: DrillReport
            do {
                report = try await AlertDrills.named(name).run(webhooks: [.webhook(receiver.url)]) { step in
                    steps.withLock { $0.append("\(step)") }
                }
            } catch {
                throw DrillFailed(error: error, steps: steps.withLock { $0 })
            }
            let messages = receiver.requests.map(\.text)
            result.withLock { $0 = DrillRun(report: report, messages: messages) }
        }
        guard let run = result.withLock({ $0 }) else { throw CancellationError() }
        return run
    }
}

struct DrillFailed: Error, CustomStringConvertible {
    let error: any Error
    let steps: [String]

    var description: String { "\(error)\n" + steps.joined(separator: "\n") }
}
