/// One barber's day: when they work, and what of it is free. Minutes after local midnight.
struct DaySheet: Sendable {
    private(set) var free: [Range<Int>]

    init(hours: [Range<Int>]) {
        free = hours
    }

    /// The start on the shop's grid, nearest to the preferred one, at which this much time is free.
    func start(nearest preferred: Int, minutes: Int, step: Int) -> Int? {
        var best: Int?
        for gap in free {
            let earliest = (gap.lowerBound + step - 1) / step * step
            let latest = (gap.upperBound - minutes) / step * step
            guard earliest <= latest else { continue }
            let start = min(max(preferred / step * step, earliest), latest)
            if best.map({ abs(start - preferred) < abs($0 - preferred) }) ?? true { best = start }
        }
        return best
    }

    /// Takes time that is free.
    mutating func take(_ time: Range<Int>) {
        guard
            let index = free.firstIndex(where: { $0.lowerBound <= time.lowerBound && time.upperBound <= $0.upperBound })
        else { preconditionFailure("that time is not free") }
        let gap = free[index]
        let rest = [gap.lowerBound..<time.lowerBound, time.upperBound..<gap.upperBound]
        free.replaceSubrange(index...index, with: rest.filter { !$0.isEmpty })
    }
}
