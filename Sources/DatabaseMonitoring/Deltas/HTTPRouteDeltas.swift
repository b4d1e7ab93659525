import Foundation

/// Makes rates and percentiles by route of what the HTTP server has recorded: the histogram
/// `http.server.request.duration` with `http.request.method`, `http.route` and `http.response.status_code`.
struct HTTPRouteDeltas: Sendable {
    static let metric = "http.server.request.duration"
    static let mostRoutes = 20

    private struct Series: Hashable {
        var route: String
        var isError: Bool
    }

    private var last: [Series: MetricFamily.Histogram] = [:]
    private var time: Date?

    /// - Returns: the busiest routes, and the figures of these and of all together; nothing the first time.
    mutating func advance(
        _ families: [MetricFamily], at now: Date, interval: TimeInterval = 10
    ) -> (rows: [RouteRow], values: [String: Double]) {
        let histograms = Self.histograms(families.first { $0.name == Self.metric })
        let (before, elapsed) = (last, time.map { now.timeIntervalSince($0) } ?? 0)
        (last, time) = (histograms, now)
        guard elapsed > 0, elapsed <= CounterDeltas.longestGap(interval: interval) else { return ([], [:]) }
        var routes: [String: (all: HistogramDelta, errors: Int)] = [:]
        for (series, histogram) in histograms {
            guard let delta = HistogramDelta(from: before[series], to: histogram), delta.count > 0 else { continue }
            for route in [series.route, MonitorMetric.allRoutes] {
                let known = routes[route]
                routes[route] = (
                    known?.all.adding(delta) ?? delta, (known?.errors ?? 0) + (series.isError ? delta.count : 0)
                )
            }
        }
        let rows = routes.map { RouteRow($0.key, $0.value.all, errors: $0.value.errors, elapsed) }
            .sorted { ($1.requests, $0.route) < ($0.requests, $1.route) }
        // That nobody asked is known, too.
        if routes.isEmpty, !histograms.isEmpty {
            return (
                [],
                [
                    SeriesKey(.httpRequests, [MonitorMetric.allRoutes]).text: 0,
                    SeriesKey(.httpErrors, [MonitorMetric.allRoutes]).text: 0,
                ]
            )
        }
        return (Array(rows.filter { $0.route != MonitorMetric.allRoutes }.prefix(50)), Self.values(rows))
    }

    private static func histograms(_ family: MetricFamily?) -> [Series: MetricFamily.Histogram] {
        var found: [Series: MetricFamily.Histogram] = [:]
        for point in family?.points ?? [] {
            guard case .histogram(let histogram) = point.value else { continue }
            let labels = Dictionary(point.labels.map { ($0.name, $0.value) }) { first, _ in first }
            let route = "\(labels["http.request.method"] ?? "") \(labels["http.route"] ?? "unmatched")"
            let series = Series(
                route: route, isError: (Int(labels["http.response.status_code"] ?? "") ?? 0) >= 500)
            guard var sum = found[series], sum.bounds == histogram.bounds else {
                found[series] = histogram
                continue
            }
            sum.counts = zip(sum.counts, histogram.counts).map { $0 + $1 }
            sum.sum += histogram.sum
            found[series] = sum
        }
        return found
    }

    private static func values(_ rows: [RouteRow]) -> [String: Double] {
        var values: [String: Double] = [:]
        let busiest = rows.filter { $0.route != MonitorMetric.allRoutes }.prefix(mostRoutes)
        for row in busiest + rows.filter({ $0.route == MonitorMetric.allRoutes }) {
            values[SeriesKey(.httpRequests, [row.route]).text] = row.requests
            values[SeriesKey(.httpErrors, [row.route]).text] = row.errors
            values[SeriesKey(.httpMedian, [row.route]).text] = row.median
            values[SeriesKey(.http95, [row.route]).text] = row.p95
            values[SeriesKey(.http99, [row.route]).text] = row.p99
        }
        return values
    }
}

extension RouteRow {
    fileprivate init(_ route: String, _ delta: HistogramDelta, errors: Int, _ elapsed: Double) {
        self.init(
            route: route, requests: Double(delta.count) / elapsed, errors: Double(errors) / elapsed,
            median: delta.quantile(0.5), p95: delta.quantile(0.95), p99: delta.quantile(0.99))
    }
}
