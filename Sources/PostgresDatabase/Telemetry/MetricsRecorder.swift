import Postgres
import Synchronization

/// Takes measurements in where they are made: on the way of every request.
final class MetricsRecorder: Sendable {
    /// What one busy interval between two deliveries may hold; 16 bytes each, twice.
    private static let capacity = 16_384

    let buffer: MeasurementBuffer
    let series = SeriesTable()

    init(buffer: MeasurementBuffer = MetricsRecorder.usualBuffer) { self.buffer = buffer }

    private static var usualBuffer: MeasurementBuffer {
        var shards = 4
        while shards < min(PoolConfiguration.cores, 16) { shards *= 2 }
        return MeasurementBuffer(shards: shards, capacity: capacity)
    }

    func succeeded(_ statement: LaneStatement, _ summary: String?, rows: Int, nanoseconds: Int64) {
        let number = number(statement, summary)
        buffer.add(Measurement(nanoseconds: nanoseconds, count: UInt32(clamping: rows), series: number))
    }

    func failed(_ summary: String?, _ error: PostgresError, nanoseconds: Int64) {
        let number = series.number(of: OperationSeries(summary: summary, error: error))
        buffer.add(Measurement(nanoseconds: nanoseconds, series: number))
    }

    private func number(_ statement: LaneStatement, _ summary: String?) -> UInt32 {
        guard let summary else { return SeriesTable.unnamed }
        guard summary == statement.summary else { return series.number(of: OperationSeries(summary: summary)) }
        let known = statement.series.load(ordering: .relaxed)
        guard known == 0 else { return known }
        let number = series.number(of: OperationSeries(summary: summary))
        statement.series.store(number, ordering: .relaxed)
        return number
    }

    func record(_ fixed: Measurement.Fixed, _ duration: Duration) {
        buffer.add(Measurement(nanoseconds: duration.inNanoseconds, series: fixed.rawValue))
    }

    func record(_ batch: LaneBatch) {
        buffer.add(
            Measurement(
                nanoseconds: batch.longestWait?.inNanoseconds ?? -1, count: UInt32(clamping: batch.requests),
                series: Measurement.Fixed.laneBatch.rawValue))
    }
}
