/// The part of a partitioned table that holds one month.
struct MonthPartition: Hashable {
    /// The tables that are partitioned by month.
    static let tables = ["appointments", "payments"]

    let table: String
    let month: Month

    /// "appointments_2026_11".
    var name: String { "\(table)_\(Month.digits(month.year, 4))_\(Month.digits(month.month, 2))" }
    var lowerBound: String { "\(month)-01 00:00:00+00" }
    var upperBound: String { "\(month.adding(months: 1))-01 00:00:00+00" }

    /// What has to be made so that all of `months` can be written to.
    static func missing(_ months: ClosedRange<Month>, existing: Set<String>) -> [MonthPartition] {
        var result: [MonthPartition] = []
        var month = months.lowerBound
        while month <= months.upperBound {
            result += tables.map { MonthPartition(table: $0, month: month) }.filter { !existing.contains($0.name) }
            month = month.adding(months: 1)
        }
        return result
    }
}
