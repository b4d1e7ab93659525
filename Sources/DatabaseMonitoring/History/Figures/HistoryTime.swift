import Foundation

/// A time as the file holds it: milliseconds since 1970.
enum HistoryTime {
    /// From 1970 to the end of 9999.
    static let possible: ClosedRange<Int64> = 0...253_402_300_799_999

    /// Nil for a time that isn't possible.
    static func milliseconds(_ time: Date) -> Int64? {
        let clamped = clamped(time)
        return abs(Double(clamped) - time.timeIntervalSince1970 * 1000) <= 1 ? clamped : nil
    }

    /// The nearest possible time.
    static func clamped(_ time: Date) -> Int64 {
        let milliseconds = (time.timeIntervalSince1970 * 1000).rounded()
        // Also false for what isn't a number.
        guard milliseconds >= Double(possible.lowerBound) else { return possible.lowerBound }
        return milliseconds < Double(possible.upperBound) ? Int64(milliseconds) : possible.upperBound
    }

    static func date(_ milliseconds: Int64) -> Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
