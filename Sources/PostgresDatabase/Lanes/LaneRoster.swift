import Postgres

/// Decides which lane a read takes, and how many lanes there are.
///
/// It starts without any, and grows by one at a time while full batches wait on all that there are. A lane whose life is
/// over is replaced before it goes when it is needed, and goes without replacement when others are idle: so the number
/// follows the load. It does no I/O and reads no clock.
struct LaneRoster<Lane: AnyObject> {
    typealias Instant = MonotonicInstant

    struct Limits: Sendable {
        var maximum: Int
        /// What one batch holds.
        var batch = 64
        var lifetime: Duration
        /// The share of `lifetime` by which lives differ.
        var jitter: Double
    }

    struct Choice {
        var lane: Lane?
        /// Open a further one; then `opened` or `openFailed`.
        var opens = false
        /// Let it end.
        var retires: Lane?
    }

    private struct Entry {
        let lane: Lane
        var expires: Instant
    }

    let limits: Limits
    private var entries: [Entry] = []
    private var openingSince: Instant?
    /// To be retired when the lane that is being opened is there.
    private var replaced: Lane?
    private(set) var outage = Outage()
    private(set) var isClosed = false
    private var generator: JitterGenerator

    init(limits: Limits, seed: UInt64) {
        self.limits = limits
        generator = JitterGenerator(seed: seed)
    }

    var lanes: [Lane] { entries.map(\.lane) }
    var isOpening: Bool { openingSince != nil }

    /// The first that is idle, else the one on which fewest wait; one that carries what may be slow only when all do.
    ///
    /// - Parameters:
    ///   - avoided: one that didn't answer.
    ///   - isTrying: whether what is under way on a lane isn't known to be quick.
    ///   - depth: how many wait on a lane.
    mutating func choose(
        at now: Instant, avoiding avoided: Lane? = nil, isTrying: (Lane) -> Bool = { _ in false },
        depth: (Lane) -> Int
    ) -> Choice {
        var choice = Choice()
        guard !isClosed else { return choice }
        var least = Int.max
        var leastTries = true
        var expired: Int?
        for index in entries.indices {
            if entries[index].expires <= now { expired = expired ?? index }
            guard entries[index].lane !== avoided, least > 0 else { continue }
            let waiting = depth(entries[index].lane)
            guard waiting < .max else { continue }
            let tries = isTrying(entries[index].lane)
            if tries == leastTries ? waiting < least : leastTries {
                (choice.lane, least, leastTries) = (entries[index].lane, waiting, tries)
            }
        }
        if choice.lane == nil || least >= limits.batch { choice.opens = mayOpen(at: now, entries.count + 1) }
        if let expired { choice = retire(expired, choice, isSpare: least == 0, at: now) }
        if choice.opens { openingSince = now }
        return choice
    }

    private mutating func retire(_ index: Int, _ choice: Choice, isSpare: Bool, at now: Instant) -> Choice {
        var choice = choice
        let old = entries[index].lane
        if isSpare, entries.count > 1, choice.lane !== old {
            entries.remove(at: index)
            choice.retires = old
        } else if replaced == nil, mayOpen(at: now, entries.count) {
            replaced = old
            choice.opens = true
        }
        return choice
    }

    private func mayOpen(at now: Instant, _ count: Int) -> Bool {
        openingSince == nil && count <= limits.maximum && outage.retryAt.map { $0 <= now } ?? true
    }

    /// - Returns: a lane that is to be retired: the one that it replaces, or itself when nobody wants it any longer.
    mutating func opened(_ lane: Lane, at now: Instant) -> Lane? {
        openingSince = nil
        outage.end()
        guard !isClosed else { return lane }
        let life = limits.lifetime * Double.random(in: (1 - limits.jitter)...1, using: &generator)
        entries.append(Entry(lane: lane, expires: now + life))
        defer { replaced = nil }
        guard let replaced else { return nil }
        entries.removeAll { $0.lane === replaced }
        return replaced
    }

    mutating func openFailed(_ fault: ConnectFault, at now: Instant) {
        outage.record(fault, began: openingSince ?? now, at: now, using: &generator)
        (openingSince, replaced) = (nil, nil)
    }

    /// It has ended.
    mutating func ended(_ lane: Lane) {
        entries.removeAll { $0.lane === lane }
        if replaced === lane { replaced = nil }
    }

    /// No lane is chosen any longer.
    ///
    /// - Returns: those that are to be retired.
    mutating func close() -> [Lane] {
        isClosed = true
        defer { entries = [] }
        return lanes
    }
}
