import DatabaseMonitoring
import Foundation

/// The paths of a series: its line, and the band between minimum and maximum. Where samples are missing, nothing is
/// drawn.
struct PathData: Sendable, Equatable {
    private(set) var line = ""
    private(set) var band = ""

    /// - Parameters:
    ///   - width: units from one end of the span to the other
    ///   - y: where a value stands
    init(
        _ series: HistorySeries, span: ClosedRange<Date>, width: Double, y: (Double) -> Double
    ) {
        let length = span.upperBound.timeIntervalSince(span.lowerBound)
        let inside = series.points.filter { span.contains($0.time) && $0.mean.isFinite }
        for run in Self.runs(inside, step: series.step) {
            let places = run.map { point in
                (x: point.time.timeIntervalSince(span.lowerBound) / length * width, point: point)
            }
            line += Self.polyline(places.map { ($0.x, y($0.point.mean)) })
            // A point alone is shown as a dot, by the line's round ends.
            if places.count == 1 { line += "h0.01" }
            guard places.contains(where: { $0.point.maximum > $0.point.minimum }) else { continue }
            let above = places.map { ($0.x, y($0.point.maximum)) }
            let below = places.reversed().map { ($0.x, y($0.point.minimum)) }
            band += Self.polyline(above + below) + "Z"
        }
    }

    /// Points that follow each other without one missing.
    static func runs(_ points: [HistorySeries.Point], step: Double) -> [[HistorySeries.Point]] {
        var runs: [[HistorySeries.Point]] = []
        for point in points {
            if let last = runs.last?.last, point.time.timeIntervalSince(last.time) <= step * 1.75 {
                runs[runs.count - 1].append(point)
            } else {
                runs.append([point])
            }
        }
        return runs
    }

    private static func polyline(_ places: [(Double, Double)]) -> String {
        places.enumerated().map { index, place in
            "\(index == 0 ? "M" : "L")\(place.0.rounded().coordinate) \(place.1.coordinate)"
        }.joined()
    }
}

extension Double {
    /// With at most one decimal, as coordinates need it.
    var coordinate: String {
        let tenths = Int((self * 10).rounded())
        return tenths % 10 == 0
            ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths / 10)).\(abs(tenths % 10))"
    }
}
