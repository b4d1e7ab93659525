/// From a moment to another, in nanoseconds.
public struct HistoryInterval: Sendable, Equatable {
    public var begin: Int64
    public var end: Int64

    public init(_ begin: Int64, _ end: Int64) { (self.begin, self.end) = (begin, end) }
}

/// When somebody could not be told of anything.
struct Outages: Sendable {
    /// By begin, none of which touches another.
    private(set) var intervals: [HistoryInterval] = []

    init(_ intervals: [HistoryInterval]) {
        for interval in intervals.sorted(by: { $0.begin < $1.begin }) {
            if let last = self.intervals.last, interval.begin <= last.end {
                self.intervals[self.intervals.count - 1].end = max(last.end, interval.end)
            } else {
                self.intervals.append(interval)
            }
        }
    }

    /// The first moment at which `bound` has gone by in one piece since `time`, without an outage: what was certain at
    /// `time` has to be known from then on, also in later outages. The largest number if there is none.
    func due(_ time: Int64, _ bound: Int64) -> Int64 {
        var begin = time
        var index = intervals.partition { $0.end > begin }
        while index < intervals.count, intervals[index].begin - begin < bound {
            guard intervals[index].end < .max else { return .max }
            begin = max(begin, intervals[index].end)
            index += 1
        }
        return begin + bound
    }
}

extension Array {
    /// The index of the first element for which `isRight` holds, where all after it do.
    func partition(_ isRight: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isRight(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
