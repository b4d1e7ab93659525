internal import Foundation

/// What is to be told about one alert: the newest event, and what happened before it that nobody has been told yet.
struct PendingAlert: Sendable, Codable, Equatable {
    struct Step: Sendable, Codable, Equatable {
        var kind: AlertEvent.Kind
        var time: Date
    }

    var event: AlertEvent
    /// Times at which it fired or was resolved before ``event``, untold; the oldest first, the last ``mostUntold``.
    private(set) var untold: [Step] = []

    static let mostUntold = 6

    init(_ event: AlertEvent) { self.event = event }

    /// The same alert later: one message tells both.
    func followed(by newer: PendingAlert) -> PendingAlert {
        var merged = newer
        var steps = untold
        let isNews = event.kind == .fired || event.kind == .resolved
        if isNews && newer.event.kind != .updated && newer.event.kind != .reminded {
            steps.append(Step(kind: event.kind, time: event.time))
        }
        merged.untold = Array((steps + newer.untold).suffix(Self.mostUntold))
        switch (event.kind, newer.event.kind) {
        // That it fires hasn't been told yet.
        case (.fired, .updated), (.fired, .reminded): merged.event.kind = .fired
        case (.updated, .reminded): merged.event.kind = .updated
        default: break
        }
        return merged
    }
}
