import DequeModule

extension LaneState {
    /// Somebody no longer waits. What was sent is answered to nobody when it comes.
    ///
    /// - Returns: false when the rider isn't here, because it was handed back before.
    package mutating func abandon(_ rider: Rider) -> Bool {
        if let index = sent.firstIndex(where: { $0.rider === rider && !$0.isAbandoned }) {
            sent[index].isAbandoned = true
            wanted -= 1
            return true
        }
        if let index = waiting.firstIndex(where: { $0 === rider }) {
            waiting.remove(at: index)
            return true
        }
        guard let index = again.firstIndex(where: { $0 === rider }) else { return false }
        again.remove(at: index)
        return true
    }

    /// Whether the server works for nobody: then, and only then, its statement is to be cancelled.
    package var isWorkingForNobody: Bool { !sent.isEmpty && wanted == 0 }

    /// Takes back all that wasn't sent yet.
    package mutating func evictWaiting() -> [Rider] {
        defer {
            waiting.removeAll()
            again.removeAll()
        }
        return Array(again) + Array(waiting)
    }

    /// Takes back what was sent and isn't answered.
    package mutating func evictSent() -> [Rider] {
        var riders: [Rider] = []
        for index in sent.indices where !sent[index].isAbandoned {
            sent[index].isAbandoned = true
            riders.append(sent[index].rider)
        }
        wanted = 0
        return riders
    }

    /// The connection has gone.
    package mutating func lose() -> [Rider] {
        let riders = evictSent() + evictWaiting()
        let (limits, stuckAfter) = (limits, stuckAfter)
        self = LaneState(limits: limits)
        self.stuckAfter = stuckAfter
        return riders
    }

    /// All that somebody waits for.
    package var riders: [Rider] { sent.filter { !$0.isAbandoned }.map(\.rider) + Array(again) + Array(waiting) }
}
