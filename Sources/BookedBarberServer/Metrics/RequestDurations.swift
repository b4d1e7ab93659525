import HTTPTypes
import Metrics
import Synchronization

/// How long requests took, by route and status: `http.server.request.duration` of OpenTelemetry's conventions.
///
/// There are as many series as there are routes and statuses; what a stranger makes up (paths, methods) makes none.
final class RequestDurations: Sendable {
    private struct Series: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .connect, .trace,
    ]

    private let factory: any MetricsFactory
    private let timers = Mutex<[Series: Timer]>([:])

    /// - Returns: nil where nobody measures.
    init?(factory: any MetricsFactory = MetricsSystem.factory) {
        guard !(factory is NOOPMetricsHandler) else { return nil }
        self.factory = factory
    }

    /// - Parameter route: nil for a path that isn't routed.
    func record(_ method: HTTPRequest.Method, route: String?, status: Int, took: Duration) {
        let series = Series(
            method: Self.methods.contains(method) ? method.rawValue : "_OTHER", route: route ?? "unmatched",
            status: status)
        timer(series).recordNanoseconds(Int64(took / .nanoseconds(1)))
    }

    private func timer(_ series: Series) -> Timer {
        timers.withLock { timers in
            if let known = timers[series] { return known }
            let timer = Timer(
                label: ServerMetric.requestDuration.name,
                dimensions: [
                    ("http.request.method", series.method), ("http.route", series.route),
                    ("http.response.status_code", "\(series.status)"), ("url.scheme", "http"),
                ], preferredDisplayUnit: .seconds, factory: factory)
            timers[series] = timer
            return timer
        }
    }
}
