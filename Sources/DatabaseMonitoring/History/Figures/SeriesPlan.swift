/// Which tier answers a question for a series, and how many of its spans become one point.
///
/// It is the coarsest tier that still gives as many points as were asked for, of those that reach back to the start;
/// where none gives as many, the finest that reaches.
struct SeriesPlan: Hashable {
    let tier: HistoryTier
    /// In milliseconds. Points begin at multiples of it, so that they stay the same while a chart moves on.
    let step: Int64
    /// A single point is of all of the time that was asked for, and begins with it.
    let origin: Int64
    let times: ClosedRange<Int64>
    let points: Int
    /// Samples are shown as they are, at their own times.
    let isOfSingleSamples: Bool

    static let mostPoints = 10_000

    /// - Parameters:
    ///   - newest: the time of the sample that was written last.
    ///   - samples: how many samples there are within `times`.
    init(_ times: ClosedRange<Int64>, points: Int, rings: HistoryRings, newest: Int64, samples: Int) {
        let points = min(max(points, 1), Self.mostPoints)
        let width = (times.upperBound - times.lowerBound) / Int64(points)
        let reaching = rings.all.filter { $0 == rings.hour || newest - $0.reach <= times.lowerBound }
        let ring = reaching.last { $0.span <= width } ?? reaching[0]
        tier = ring.tier
        self.points = points
        isOfSingleSamples = tier == .sample && samples <= points + 1
        step = isOfSingleSamples ? ring.span : max((width + ring.span - 1) / ring.span, 1) * ring.span
        origin = points == 1 ? times.lowerBound : 0
        // The first point would not be complete.
        let first = isOfSingleSamples ? times.lowerBound : origin + (times.lowerBound - origin + step - 1) / step * step
        self.times = first...max(first, times.upperBound)
    }

    /// How many points there may be before the oldest is left out.
    var groups: Int { group(of: times.upperBound) + 1 }

    func group(of time: Int64) -> Int { Int((time - origin) / step - (times.lowerBound - origin) / step) }

    func time(ofGroup group: Int) -> Int64 { times.lowerBound + Int64(group) * step }
}
