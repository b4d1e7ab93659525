import Foundation

/// Decides which collectors run in a sample, so that sampling stays within its budget: above it the most costly one that
/// isn't vital rests, at first for five minutes, each time twice as long, at most an hour.
struct CollectorSchedule: Sendable {
    private struct Course: Sendable {
        var lastRun: Date?
        /// Smoothed, in seconds a sample.
        var cost = 0.0
        var rests = 0
        var restsUntil: Date?
    }

    /// Part of a core.
    let budget: Double
    private let collectors: [Collector]
    private var courses: [String: Course]
    /// Smoothed part of a core.
    private(set) var cost = 0.0
    private var samples = 0

    /// Samples that are looked at before anything is concluded: the first ones fill caches.
    private static let patience = 3
    private static let smoothing = 0.3

    init(_ collectors: [Collector], budget: Double) {
        (self.collectors, self.budget) = (collectors, budget)
        courses = Dictionary(collectors.map { ($0.name, Course()) }) { first, _ in first }
    }

    /// Those that rest, by name.
    func shed(at now: Date) -> [String] {
        collectors.map(\.name).filter { name in courses[name]?.restsUntil.map { $0 > now } ?? false }
    }

    /// The collectors of the next sample.
    ///
    /// - Parameter interval: between samples. A collector whose period ends within half of it runs now.
    mutating func due(at now: Date, interval: TimeInterval) -> [Collector] {
        let due = collectors.filter { collector in
            guard let course = courses[collector.name] else { return true }
            if let rest = course.restsUntil, rest > now { return false }
            guard let last = course.lastRun, last <= now else { return true }
            return now.timeIntervalSince(last) + interval / 2 >= collector.period.seconds
        }
        for collector in due { courses[collector.name]?.lastRun = now }
        return due
    }

    /// - Parameters:
    ///   - processor: what the sample took of processors, here and in PostgreSQL.
    ///   - costs: how long each collector took; only their proportions count.
    mutating func record(processor: Duration, costs: [String: Duration], interval: TimeInterval, at now: Date) {
        samples += 1
        let share = interval > 0 ? processor.seconds / interval : 0
        cost = samples == 1 ? share : cost + Self.smoothing * (share - cost)
        let total = costs.values.reduce(0) { $0 + $1.seconds }
        for (name, time) in costs where total > 0 {
            let part = processor.seconds * time.seconds / total
            let before = courses[name]?.cost ?? 0
            courses[name]?.cost = before == 0 ? part : before + Self.smoothing * (part - before)
        }
        if samples > Self.patience, cost > budget { rest(at: now) }
    }

    private mutating func rest(at now: Date) {
        let resting = Set(shed(at: now))
        let candidates = collectors.filter { !$0.isVital && !resting.contains($0.name) }
        guard let costly = candidates.max(by: { cost(of: $0) < cost(of: $1) }), var course = courses[costly.name] else {
            return
        }
        course.rests += 1
        course.restsUntil = now + min(3600, 300 * pow(2, Double(course.rests - 1)))
        courses[costly.name] = course
        // What it took is no longer taken; what is left shows in the next samples.
        samples = 0
    }

    private func cost(of collector: Collector) -> Double {
        (courses[collector.name]?.cost ?? 0) / max(1, collector.period.seconds)
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
