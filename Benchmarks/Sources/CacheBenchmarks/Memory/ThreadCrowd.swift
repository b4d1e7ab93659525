import BenchmarkReport
import Dispatch
import Synchronization

/// Threads of their own that count something for a time, all at once.
struct ThreadCrowd: Sendable {
    var threads: Int
    var duration: Duration

    /// - Parameter work: gets the number of its thread; returns what it counted when the signal has come.
    func run(_ work: @escaping @Sendable (Int, StopSignal) -> Int) async -> Crowd.Outcome {
        let stop = StopSignal(after: duration)
        let cpu = CPUTime.ownMicroseconds
        let start = ContinuousClock.now
        let total = LoadCount()
        let group = DispatchGroup()
        for thread in 0..<threads {
            DispatchQueue(label: "thread-\(thread)").async(group: group) {
                let counted = work(thread, stop)
                total.count.add(counted, ordering: .relaxed)
            }
        }
        await withCheckedContinuation { continuation in
            group.notify(queue: .global()) { continuation.resume() }
        }
        var outcome = Crowd.Outcome()
        outcome.operations = total.count.load(ordering: .relaxed)
        outcome.elapsed = .now - start
        outcome.cpuMicroseconds = CPUTime.ownMicroseconds - cpu
        return outcome
    }
}
