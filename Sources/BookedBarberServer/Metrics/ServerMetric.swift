/// A metric that the HTTP server reports, for whoever bootstraps swift-metrics: swift-metrics itself has neither units nor
/// buckets.
public struct ServerMetric: Sendable, Hashable {
    public let name: String
    /// As UCUM writes it.
    public let unit: String
    /// What it says, in a sentence.
    public let help: String
    /// The upper bounds of its buckets, in its unit: those of OpenTelemetry's conventions.
    public let buckets: [Double]

    /// A `Timer` by `http.request.method`, `http.route`, `http.response.status_code` and `url.scheme`.
    public static let requestDuration = ServerMetric(
        name: "http.server.request.duration", unit: "s",
        help: "How long requests took, from their head to their answer, by route and status.",
        buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])

    public static let all = [requestDuration]
}
