import Synchronization

/// One series as it is recorded to.
protocol MetricSeries: AnyObject, Sendable {
    /// Nil when there is nothing to show.
    var value: MetricFamily.Point.Value? { get }
}

/// The series of one metric, shared by those who record.
final class SeriesStore<Series: MetricSeries>: Sendable {
    private let table: Mutex<SeriesTable<Series>>

    init(limit: Int, make: @escaping @Sendable () -> Series) {
        table = Mutex(SeriesTable(limit: limit, make: make))
    }

    func series(_ labels: [(String, String)]) -> (series: Series, isOwn: Bool) {
        table.withLock { $0.series(labels) }
    }

    /// By labels.
    var points: [MetricFamily.Point] {
        let all = table.withLock { $0.all }
        return all.sorted { $0.labels < $1.labels }.compactMap { labels, series in
            series.value.map { .init(labels: labels.labels, value: $0) }
        }
    }
}
