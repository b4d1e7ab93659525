/// Makes a series' points of its entries, in whatever order they come.
struct SeriesBuilder {
    private struct Group {
        var sum: Double
        var count: Double
        var minimum: Float
        var maximum: Float
    }

    private let plan: SeriesPlan
    private var samples: [(time: Int64, value: Float)] = []
    private var groups: [Group?] = []

    init(_ plan: SeriesPlan) {
        self.plan = plan
        if !plan.isOfSingleSamples { groups = Array(repeating: nil, count: plan.groups) }
    }

    /// Those outside of the plan's times are passed over.
    mutating func add(_ entry: SpanEntry, at time: Int64) {
        guard plan.times.contains(time) else { return }
        guard !plan.isOfSingleSamples else {
            samples.append((time, entry.mean))
            return
        }
        let index = plan.group(of: time)
        let (count, sum) = (Double(entry.count), Double(entry.mean) * Double(entry.count))
        guard let group = groups[index] else {
            groups[index] = Group(sum: sum, count: count, minimum: entry.minimum, maximum: entry.maximum)
            return
        }
        groups[index] = Group(
            sum: group.sum + sum, count: group.count + count, minimum: min(group.minimum, entry.minimum),
            maximum: max(group.maximum, entry.maximum))
    }

    /// The newest, oldest first, at most as many as were asked for.
    var points: [HistorySeries.Point] {
        if plan.isOfSingleSamples {
            return samples.sorted { $0.time < $1.time }.suffix(plan.points).map { sample in
                point(at: sample.time, sample.value, Double(sample.value), sample.value, samples: 1)
            }
        }
        let points = groups.enumerated().compactMap { index, group in
            group.map {
                point(at: plan.time(ofGroup: index), $0.minimum, $0.sum / $0.count, $0.maximum, samples: Int($0.count))
            }
        }
        return points.suffix(plan.points)
    }

    private func point(
        at time: Int64, _ minimum: Float, _ mean: Double, _ maximum: Float, samples: Int
    ) -> HistorySeries.Point {
        let (minimum, maximum) = (Double(minimum), Double(maximum))
        return HistorySeries.Point(
            time: HistoryTime.date(time), minimum: minimum, mean: min(max(mean, minimum), maximum), maximum: maximum,
            samples: samples)
    }
}
