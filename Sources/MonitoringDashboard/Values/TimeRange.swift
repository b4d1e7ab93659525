import Foundation
import HTTPTypes

/// How far back a page looks.
enum TimeRange: String, CaseIterable, Sendable {
    case quarterHour = "15m"
    case hour = "1h"
    case sixHours = "6h"
    case day = "24h"

    /// - Throws: 400 for one that there isn't. Nil is `fallback`.
    init(parameter: String?, else fallback: TimeRange = .hour) throws(Problem) {
        guard let parameter else {
            self = fallback
            return
        }
        guard let range = TimeRange(rawValue: parameter) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badRequest, "There is no range '\(parameter.prefix(20))'. There are: \(known).")
        }
        self = range
    }

    var seconds: Double {
        switch self {
        case .quarterHour: 900
        case .hour: 3600
        case .sixHours: 6 * 3600
        case .day: 24 * 3600
        }
    }

    /// As a heading has it.
    var title: String {
        switch self {
        case .quarterHour: "15 min"
        case .hour: "1 h"
        case .sixHours: "6 h"
        case .day: "24 h"
        }
    }

    /// Points of a chart: more can't be told apart.
    var points: Int { self == .quarterHour ? 90 : 180 }

    /// How old what a page shows of this range may be, in seconds: one point, at most.
    var lifetime: Double { min(seconds / Double(points), 60) }

    /// Between two ticks of a time axis, in seconds.
    var tickStep: Double {
        switch self {
        case .quarterHour: 300
        case .hour: 900
        case .sixHours: 2 * 3600
        case .day: 6 * 3600
        }
    }

    func span(to end: Date) -> ClosedRange<Date> { end.addingTimeInterval(-seconds)...end }
}
