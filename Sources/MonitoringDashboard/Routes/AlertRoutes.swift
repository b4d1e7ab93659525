import DatabaseMonitoring
import Foundation
import HTTPTypes
import Hummingbird

/// What changes something: silences, and a message that tests the webhooks.
struct AlertRoutes: Sendable {
    struct Silence: Decodable {
        /// From a minute to 30 days.
        let seconds: Double
    }

    static let longestSilence = 30.0 * 24 * 3600

    let source: any MonitorSource
    let limits: MonitoringServerConfiguration.Limits
    let now: @Sendable () -> Date

    func add(to router: Router<AdminRequestContext>) {
        router.post("/api/alerts/test") { _, _ in try Response.json(await source.testWebhooks()) }
        router.put("/api/alerts/{name}/silence") { request, context in
            let body = try await request.body.collect(upTo: limits.bodyBytes)
            let end = now().addingTimeInterval(try Self.seconds(Data(body.readableBytesView)))
            try await source.silence(try context.segment("name"), until: end)
            return Response(status: .noContent)
        }
        router.delete("/api/alerts/{name}/silence") { _, context in
            try await source.silence(try context.segment("name"), until: nil)
            return Response(status: .noContent)
        }
    }

    private static func seconds(_ body: Data) throws(Problem) -> Double {
        guard let silence = try? MonitorJSON.decode(Silence.self, from: body) else {
            throw Problem(.badRequest, "Send {\"seconds\": 3600}.")
        }
        guard (60...longestSilence).contains(silence.seconds) else {
            throw Problem(
                .unprocessableContent, "'seconds' must be from 60 to \(Int(longestSilence)), which is 30 days.")
        }
        return silence.seconds
    }
}
