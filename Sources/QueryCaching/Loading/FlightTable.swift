import Synchronization

/// The loads that are under way, one a key.
final class FlightTable: Sendable {
    private struct State {
        var flights: [EntryKey: Flight] = [:]
        /// Under way still, but what they bring was invalidated: others load the same keys.
        var displaced: [ObjectIdentifier: Flight] = [:]
        var isSwept = false

        var count: Int { flights.count + displaced.count }

        mutating func begin(_ flight: Flight, _ key: EntryKey) {
            if let former = flights.updateValue(flight, forKey: key), former.isUnderWay {
                displaced[ObjectIdentifier(former)] = former
            }
            isSwept = true
        }
    }

    enum Boarding {
        /// Somebody else's load is waited for.
        case joined(Flight)
        /// The caller has to begin it.
        case leads(Flight)
        /// As many are under way as there may be.
        case full
    }

    private let state = Mutex(State())
    private let limit: Int
    private let clock: CacheClock
    private let sweepInterval: Duration

    init(limit: Int, clock: CacheClock, sweepInterval: Duration = .milliseconds(100)) {
        (self.limit, self.clock, self.sweepInterval) = (limit, clock, sweepInterval)
    }

    var count: Int { state.withLock { $0.count } }

    /// Joins the load of `key`, unless what it will bring was invalidated since it began; then, or when there is none,
    /// `make` makes another one.
    ///
    /// - Parameter isJoinable: whether it is certain enough that nothing was missed since a load began.
    func board(
        _ key: EntryKey, in generations: GenerationTable, isJoinable: (Flight) -> Bool, _ make: () -> Flight
    ) -> Boarding {
        let (boarding, sweeps) = state.withLock { state -> (Boarding, Bool) in
            if let flight = state.flights[key], isJoinable(flight),
                generations.isCurrent(flight.evidence.generations), flight.join()
            {
                return (.joined(flight), false)
            }
            guard state.count < limit else { return (.full, false) }
            let (flight, wasSwept) = (make(), state.isSwept)
            _ = flight.join()
            state.begin(flight, key)
            return (.leads(flight), !wasSwept)
        }
        if sweeps { sweep() }
        return boarding
    }

    /// A load that nobody waits for; nil when there is one already, or too many of all.
    func boardRefresh(_ key: EntryKey, in generations: GenerationTable, _ make: () -> Flight) -> Flight? {
        let (flight, sweeps) = state.withLock { state -> (Flight?, Bool) in
            if let flight = state.flights[key], generations.isCurrent(flight.evidence.generations), flight.isUnderWay {
                return (nil, false)
            }
            guard state.count < limit else { return (nil, false) }
            let (flight, wasSwept) = (make(), state.isSwept)
            state.begin(flight, key)
            return (flight, !wasSwept)
        }
        if sweeps { sweep() }
        return flight
    }

    /// `flight` has ended.
    func leave(_ key: EntryKey, _ flight: Flight) {
        state.withLock { state in
            if state.flights[key] === flight { state.flights[key] = nil }
            state.displaced[ObjectIdentifier(flight)] = nil
        }
    }

    /// Ends what takes too long, as long as anything is under way.
    private func sweep() {
        Task { [weak self, sweepInterval] in
            while (try? await Task.sleep(for: sweepInterval)) != nil, let table = self, table.sweepOnce() {}
        }
    }

    /// - Returns: whether there is anything left.
    private func sweepOnce() -> Bool {
        let now = clock.now
        let (overdue, isLeft) = state.withLock { state -> ([Flight], Bool) in
            let all = Array(state.flights.values) + Array(state.displaced.values)
            let overdue = all.filter { $0.deadline <= now }
            state.flights = state.flights.filter { $0.value.deadline > now }
            state.displaced = state.displaced.filter { $0.value.deadline > now }
            state.isSwept = state.count > 0
            return (overdue, state.isSwept)
        }
        for flight in overdue {
            flight.abandon(
                CacheError(.loadTimedOut, "A value that is not in the cache could not be read within its time."))
        }
        return isLeft
    }
}
