import Postgres
import Synchronization

/// What distinguishes the operations that are measured together.
struct OperationSeries: Hashable, Sendable {
    var summary: String?
    /// The SQLSTATE, or the code of an error of our own. Nil when it has succeeded.
    var errorType: String?
    var sqlState: String?

    init(summary: String?, error: PostgresError? = nil) {
        self.summary = summary
        sqlState = error?.sqlState?.rawValue
        errorType = error.map { $0.sqlState?.rawValue ?? $0.code.description }
    }

    var attributes: [(String, String)] {
        var all: [(String, String)] = []
        if let summary { all.append(("db.query.summary", summary)) }
        if let sqlState { all.append(("db.response.status_code", sqlState)) }
        if let errorType { all.append(("error.type", errorType)) }
        return all
    }
}

/// Numbers for the series of one database, so that a measurement is small.
///
/// At most `capacity` of them: then summaries are left out, so that a summary that holds a value can't fill the memory.
final class SeriesTable: Sendable {
    private struct Contents {
        var all: [OperationSeries] = []
        var numbers: [OperationSeries: UInt32] = [:]

        mutating func add(_ series: OperationSeries) -> UInt32 {
            let number = SeriesTable.first + UInt32(all.count)
            all.append(series)
            numbers[series] = number
            return number
        }
    }

    /// Lower numbers are those of `Measurement.Fixed`.
    static let first: UInt32 = 16
    /// Success of queries without a summary.
    static let unnamed = first

    private let capacity: Int
    private let contents: Mutex<Contents>

    init(capacity: Int = 1000) {
        self.capacity = capacity
        var contents = Contents()
        _ = contents.add(OperationSeries(summary: nil))
        self.contents = Mutex(contents)
    }

    func number(of series: OperationSeries) -> UInt32 {
        contents.withLock { contents in
            if let known = contents.numbers[series] { return known }
            if contents.all.count < capacity { return contents.add(series) }
            var nameless = series
            nameless.summary = nil
            // There are only so many errors.
            return contents.numbers[nameless] ?? contents.add(nameless)
        }
    }

    func series(_ number: UInt32) -> OperationSeries { contents.withLock { $0.all[Int(number - Self.first)] } }
}
