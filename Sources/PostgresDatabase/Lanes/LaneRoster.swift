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

    /// How a lane is at the moment.
    struct Look {
        /// How many wait on it; nil when nothing should.
        var depth: Int?
        /// What is under way on it isn't known to be quick.
        var isTrying = false
    }

    private struct Entry {
        let lane: Lane
        /// The number of the thread that reads its replies.
        let place: Int
        var expires: Instant
    }

    /// So often all lanes are looked at, although one that is near could take the read.
    private let fullLook = 64

    let limits: Limits
    private var entries: [Entry] = []
    private var openingSince: Instant?
    /// To be retired when the lane that is being opened is there.
    private var replaced: Lane?
    private(set) var outage = Outage()
    private(set) var isClosed = false
    private var choices = 0
    private var generator: JitterGenerator

    init(limits: Limits, seed: UInt64) {
        self.limits = limits
        generator = JitterGenerator(seed: seed)
    }

    var lanes: [Lane] { entries.map(\.lane) }
    var places: [Int] { entries.map(\.place) }
    var isOpening: Bool { openingSince != nil }

    /// One that is near, if it has room in its next batch: what the same thread asks for and reads leaves together, and
    /// threads keep out of each other's way. Else the first that is idle, or the one on which fewest wait; one that
    /// carries what may be slow only when all do.
    ///
    /// - Parameters:
    ///   - avoided: one that didn't answer.
    ///   - place: the number of the thread that asks, if it reads replies itself.
    mutating func choose(
        at now: Instant, avoiding avoided: Lane? = nil, near place: Int? = nil, look: (Lane) -> Look
    ) -> Choice {
        var choice = Choice()
        guard !isClosed else { return choice }
        if let place, avoided == nil, let near = near(place, at: now, look) {
            choice.lane = near
            return choice
        }
        var chosen: Int?
        var least = Int.max
        var leastTries = true
        var expired: Int?
        for index in entries.indices {
            if entries[index].expires <= now { expired = expired ?? index }
            guard entries[index].lane !== avoided, least > 0 else { continue }
            let look = look(entries[index].lane)
            guard let waiting = look.depth else { continue }
            if look.isTrying == leastTries ? waiting < least : leastTries {
                (chosen, least, leastTries) = (index, waiting, look.isTrying)
            }
        }
        if let chosen { choice.lane = entries[chosen].lane }
        if choice.lane == nil || least >= limits.batch { choice.opens = mayOpen(at: now, entries.count + 1) }
        if let expired { choice = retire(expired, choice, isSpare: least == 0, at: now) }
        if choice.opens { openingSince = now }
        return choice
    }

    private mutating func near(_ place: Int, at now: Instant, _ look: (Lane) -> Look) -> Lane? {
        choices &+= 1
        guard choices % fullLook != 0 else { return nil }
        for index in entries.indices where entries[index].place == place && entries[index].expires > now {
            let lane = entries[index].lane
            let look = look(lane)
            if let depth = look.depth, depth < limits.batch, !look.isTrying { return lane }
        }
        return nil
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

    /// - Parameter place: the number of the thread that reads its replies.
    /// - Returns: a lane that is to be retired: the one that it replaces, or itself when nobody wants it any longer.
    mutating func opened(_ lane: Lane, place: Int = 0, at now: Instant) -> Lane? {
        openingSince = nil
        outage.end()
        guard !isClosed else { return lane }
        let life = limits.lifetime * Double.random(in: (1 - limits.jitter)...1, using: &generator)
        entries.append(Entry(lane: lane, place: place, expires: now + life))
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
