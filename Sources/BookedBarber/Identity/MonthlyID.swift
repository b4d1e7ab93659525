import Foundation

/// The number of a row in a table that is partitioned by month begins with the month it was made for:
/// 202611 0000012345 is number 12,345, of November 2026 (UTC).
///
/// A statement that looks a row up by number names the month's bounds too, so that the server plans for one partition
/// and locks one, however many there are. (`docs/decisions/0010-ids.md`)
public protocol NumberedByMonth {}

extension Appointment: NumberedByMonth {}
extension Payment: NumberedByMonth {}

extension ID where Entity: NumberedByMonth {
    private static var numbersPerMonth: Int64 { 10_000_000_000 }

    /// - Parameter number: 1...9,999,999,999, unique in the table.
    public init(_ number: Int64, in month: Month) {
        precondition((1..<Self.numbersPerMonth).contains(number), "a number has at most ten digits")
        self.init(rawValue: Int64(month.year * 100 + month.month) * Self.numbersPerMonth + number)
    }

    /// The month of the number; `nil` when it has none and so stands for no row.
    public var month: Month? {
        let digits = Int(rawValue / Self.numbersPerMonth)
        let (year, month) = (digits / 100, digits % 100)
        return (1970...9999).contains(year) && (1...12).contains(month) ? Month(year: year, month: month) : nil
    }

    /// The instants of ``month``.
    var instants: Range<Date>? { month?.instants }
}
