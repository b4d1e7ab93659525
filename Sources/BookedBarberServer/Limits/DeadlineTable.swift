import Synchronization

/// Cancels tasks whose time is over, with one timer for all of them: a timer of its own that is cancelled after a
/// millisecond would stay with the system until it had run out.
final class DeadlineTable: Sendable {
    static let shared = DeadlineTable()

    typealias Instant = ContinuousClock.Instant

    private struct Entry {
        let deadline: Instant
        let task: Task<Void, Never>
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var last = 0
        /// When the table is looked through next; nil while there is nothing in it.
        var wakesAt: Instant?
    }

    private let state = Mutex(State())

    /// - Returns: what removes it again.
    func add(_ deadline: Instant, _ task: Task<Void, Never>) -> Int {
        let (number, wakesEarlier) = state.withLock { state in
            state.last += 1
            state.entries[state.last] = Entry(deadline: deadline, task: task)
            let wakesEarlier = state.wakesAt.map { deadline < $0 } ?? true
            if wakesEarlier { state.wakesAt = deadline }
            return (state.last, wakesEarlier)
        }
        if wakesEarlier { wake(at: deadline) }
        return number
    }

    /// - Returns: false when it has been cancelled.
    func remove(_ number: Int) -> Bool {
        state.withLock { $0.entries.removeValue(forKey: number) != nil }
    }

    /// Ends with the last deadline.
    private func wake(at instant: Instant) {
        Task.detached {
            try? await Task.sleep(until: instant, clock: .continuous)
            self.cancelExpired(planned: instant)
        }
    }

    private func cancelExpired(planned: Instant) {
        let now = ContinuousClock.now
        let (expired, next): ([Task<Void, Never>], Instant?) = state.withLock { state in
            // Otherwise an earlier deadline has come since, and with it another timer.
            guard state.wakesAt == planned else { return ([], nil) }
            let expired = state.entries.filter { $0.value.deadline <= now }
            for number in expired.keys { state.entries[number] = nil }
            state.wakesAt = state.entries.values.map(\.deadline).min()
            return (expired.values.map(\.task), state.wakesAt)
        }
        for task in expired { task.cancel() }
        if let next { wake(at: next) }
    }
}
