import DatabaseMonitoring
import Foundation

extension HistorySeries {
    /// One series out of several: at each time, what `join` makes of those that have a point there.
    static func joined(
        _ series: [HistorySeries], key: String, _ join: (Double, Double) -> Double
    ) -> HistorySeries? {
        guard let first = series.first else { return nil }
        var points: [Date: Point] = [:]
        for point in series.flatMap(\.points) {
            guard let known = points[point.time] else {
                points[point.time] = point
                continue
            }
            points[point.time] = Point(
                time: point.time, minimum: join(known.minimum, point.minimum), mean: join(known.mean, point.mean),
                maximum: join(known.maximum, point.maximum))
        }
        return HistorySeries(key: key, step: first.step, points: points.values.sorted { $0.time < $1.time })
    }
}
