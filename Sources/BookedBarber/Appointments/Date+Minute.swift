public import Foundation

extension Date {
    /// The first whole minute from this instant on: appointments begin on whole minutes, so until then what is to come
    /// stays the same.
    public var roundedUpToMinute: Date { Date(timeIntervalSince1970: (timeIntervalSince1970 / 60).rounded(.up) * 60) }
}
