import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct HTTPRouteDeltasTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func families(_ points: [(route: String, status: String, counts: [Int])]) -> [MetricFamily] {
        let points = points.map { route, status, counts in
            MetricFamily.Point(
                labels: [
                    .init("http.request.method", "GET"), .init("http.route", route),
                    .init("http.response.status_code", status),
                ], value: .histogram(.init(bounds: [0.1, 1], counts: counts, sum: 1)))
        }
        return [
            MetricFamily(name: HTTPRouteDeltas.metric, kind: .histogram, unit: "s", help: "", points: points)
        ]
    }

    @Test func ratesAndErrorsAreOfTheTimeBetweenTwoSamples() throws {
        var deltas = HTTPRouteDeltas()
        _ = deltas.advance(families([("/a", "200", [10, 0, 0])]), at: start)

        let (rows, values) = deltas.advance(
            families([("/a", "200", [60, 0, 0]), ("/a", "503", [0, 10, 0]), ("/b", "200", [20, 0, 0])]),
            at: start + 10)

        #expect(rows.map(\.route) == ["GET /a", "GET /b"])
        #expect(rows.first?.requests == 6)
        #expect(rows.first?.errors == 1)
        #expect(rows.first.flatMap(\.p99).map { $0 > 0.1 && $0 <= 1 } == true)
        #expect(rows.last?.p99.map { $0 <= 0.1 } == true)
        #expect(values[SeriesKey(.httpRequests, ["all"]).text] == 8)
        #expect(values[SeriesKey(.httpErrors, ["all"]).text] == 1)
    }

    @Test func aRouteThatNobodyAskedForIsNotThere() {
        var deltas = HTTPRouteDeltas()
        let same = families([("/a", "200", [10, 0, 0])])
        _ = deltas.advance(same, at: start)

        let (rows, values) = deltas.advance(same, at: start + 10)

        #expect(rows.isEmpty)
        #expect(values.values.allSatisfy { $0 == 0 } && values.count == 2)
    }
}
