import Foundation

@testable import DatabaseMonitoring

/// What an alert should do, worked out from everything that it has seen: slow, and without a memory of its own but the
/// phase and what was told last.
struct AlertStateModel {
    struct Sample {
        var value: Double?
        var time: Date
    }

    let terms: AlertTerms
    let interval: Double
    var samples: [Sample] = []
    /// The sample with which the phase began.
    var start = 0
    var phase = AlertRow.Phase.ok
    var isCritical = false
    var told: (value: Double, isCritical: Bool, time: Date)?

    mutating func advance(_ value: Double?, at time: Date) -> AlertEvent.Kind? {
        samples.append(Sample(value: value, time: time))
        if let value { move(value) }
        return news(value, time)
    }

    private mutating func move(_ value: Double) {
        let now = samples.count - 1
        let isCrossed = terms.firesBelow ? value < terms.limit : value > terms.limit
        switch phase {
        case .ok, .resolved:
            if isCrossed { (phase, start) = (.pending, now) }
        case .pending:
            if !isCrossed { (phase, start) = (.ok, now) }
        case .firing:
            let clear = { [terms] (value: Double) in
                terms.firesBelow ? value >= terms.clearLimit : value <= terms.clearLimit
            }
            if isCriticalValue(value) { isCritical = true }
            guard clear(value) else { break }
            let last = samples[...now].lastIndex { sample in sample.value.map { !clear($0) } ?? false } ?? -1
            if known(from: last + 1) >= terms.clearDuration / .seconds(1) - interval / 10 {
                (phase, start) = (.resolved, now)
            }
        }
        if phase == .pending, known(from: start) >= terms.duration / .seconds(1) - interval / 10 {
            (phase, start, isCritical) = (.firing, now, isCriticalValue(value))
        }
    }

    /// Time between neighbours of which both are known.
    private func known(from index: Int) -> Double {
        zip(samples[index...], samples[index...].dropFirst()).reduce(0) { sum, pair in
            guard pair.0.value != nil, pair.1.value != nil else { return sum }
            return sum + min(max(0, pair.1.time.timeIntervalSince(pair.0.time)), 3 * interval)
        }
    }

    private func isCriticalValue(_ value: Double) -> Bool {
        terms.criticalLimit.map { terms.firesBelow ? value < $0 : value > $0 } ?? false
    }

    private mutating func news(_ value: Double?, _ time: Date) -> AlertEvent.Kind? {
        guard phase == .firing else {
            guard told != nil, phase != .pending else { return nil }
            told = nil
            return .resolved
        }
        guard var last = told else {
            told = (value ?? 0, isCritical, time)
            return .fired
        }
        last.time = min(last.time, time)
        let quiet = time.timeIntervalSince(last.time)
        let isWorse = value.map { terms.isNotablyWorse($0, than: last.value) } ?? false
        if isCritical != last.isCritical || (isWorse && quiet >= 300) {
            told = (value ?? last.value, isCritical, time)
            return .updated
        }
        guard quiet >= 4 * 3600 else {
            told = last
            return nil
        }
        told = (value ?? last.value, isCritical, time)
        return .reminded
    }
}
