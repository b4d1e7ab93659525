import Foundation

extension Date {
    /// The first whole minute from this instant on.
    var roundedUpToMinute: Date { Date(timeIntervalSince1970: (timeIntervalSince1970 / 60).rounded(.up) * 60) }
}
