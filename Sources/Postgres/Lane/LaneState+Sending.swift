import DequeModule

extension LaneState {
    /// How many must wait for a second batch to go out; nil if none may.
    package var awaitedForOverlap: Int? {
        guard flights.count == 1, flights[0].isProven, again.isEmpty, !isHeld else { return nil }
        return limits.overlap
    }

    /// The next batch, if it may go out now.
    ///
    /// - Parameter isProven: whether a rider's statement is known to be quick. One that isn't travels alone: its time
    ///   is measured, and nobody waits behind it.
    package mutating func nextBatch(at now: Instant, isProven: (Rider) -> Bool) -> Batch? {
        guard !isHeld else { return nil }
        var batch = Batch()
        if isBusy {
            guard let least = awaitedForOverlap, waiting.count >= least,
                waiting.prefix(least).allSatisfy(isProven)
            else { return nil }
            batch.overlaps = true
        }
        if !again.isEmpty {
            batch.syncsEach = true
            while batch.riders.count < limits.batch, let rider = again.popFirst() { batch.riders.append(rider) }
        } else if let first = waiting.popFirst() {
            batch.riders.reserveCapacity(min(limits.batch, waiting.count + 1))
            batch.riders.append(first)
            batch.isProven = isProven(first)
            if batch.isProven {
                while batch.riders.count < limits.batch, let next = waiting.first, isProven(next) {
                    batch.riders.append(waiting.removeFirst())
                }
            }
        }
        guard !batch.riders.isEmpty else { return nil }
        let count = batch.riders.count
        for rider in batch.riders { sent.append(Entry(rider: rider)) }
        wanted += count
        flights.append(
            Flight(
                riders: count, syncs: batch.syncsEach ? count : 1, syncsEach: batch.syncsEach,
                isProven: batch.isProven, began: now))
        return batch
    }
}
