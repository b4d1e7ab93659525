/// How finely figures are kept.
enum HistoryTier: Int64, CaseIterable {
    case sample = 0
    case minute
    case hour
}

/// The places of a tier, in turn.
///
/// A sample's number counts the samples; that of a minute or an hour counts those since 1970. A number's slot is what is
/// left when it is divided by the capacity, so the newest takes the place of the oldest.
struct HistoryRing: Hashable {
    let tier: HistoryTier
    /// In milliseconds.
    let span: Int64
    let capacity: Int64

    /// For how long it holds what was written, in milliseconds.
    var reach: Int64 { span * capacity }

    func slot(_ number: Int64) -> Int64 { number % capacity }

    /// Where a tier's slots begin among the rows of all tiers.
    var firstPlace: Int64 { tier.rawValue << 32 }
}

/// The rings of a configuration.
struct HistoryRings: Hashable {
    let sample: HistoryRing
    let minute: HistoryRing
    let hour: HistoryRing

    init(_ configuration: HistoryConfiguration) {
        let interval = configuration.interval.milliseconds
        // One more than the time asked for: the newest is not yet complete.
        sample = HistoryRing(tier: .sample, span: interval, capacity: (7_200_000 + interval - 1) / interval + 1)
        minute = HistoryRing(tier: .minute, span: 60_000, capacity: Int64(configuration.retentionHours) * 60 + 61)
        hour = HistoryRing(
            tier: .hour, span: 3_600_000, capacity: Int64(max(configuration.retentionHours * 2, 48)) + 1)
    }

    /// The finest first.
    var all: [HistoryRing] { [sample, minute, hour] }

    subscript(tier: HistoryTier) -> HistoryRing {
        switch tier {
        case .sample: sample
        case .minute: minute
        case .hour: hour
        }
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
