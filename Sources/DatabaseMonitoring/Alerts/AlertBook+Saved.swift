internal import Foundation

extension AlertBook {
    /// What outlives the program, so that an alert neither fires twice nor stays unresolved for those who were told.
    public struct Saved: Sendable, Codable, Equatable {
        var states: [String: AlertState]
        var silences: [String: Date]
    }

    public var saved: Saved { Saved(states: entries.mapValues(\.state), silences: silences) }

    mutating func restore(_ saved: Saved) {
        for (name, state) in saved.states { entries[name]?.state = state }
        silences = saved.silences.filter { entries[$0.key] != nil }
    }
}
