import Foundation
import Synchronization

/// The loops that the connections of this process share: as many as there are cores up to two, half as many from four
/// cores on, at most four.
///
/// As a task executor they are one: a task goes on where its reply was read, and what it asks for next travels from
/// there. A task that comes from elsewhere begins on the next loop in turn.
public final class SharedEventLoops: TaskExecutor {
    public static let all = SharedEventLoops(count: suitable(cores: ProcessInfo.processInfo.activeProcessorCount))

    package let loops: [EventLoop]
    private let turn = Atomic(0)

    init(count: Int) { loops = (0..<count).map { _ in EventLoop() } }

    static func suitable(cores: Int) -> Int { max(1, min(cores, 2), min(cores / 2, 4)) }

    func next() -> EventLoop { loops[nextPlace] }

    private var nextPlace: Int { turn.wrappingAdd(1, ordering: .relaxed).oldValue % loops.count }

    /// The place of the loop whose thread this is.
    package var current: Int? { loops.firstIndex { $0.isCurrent } }

    /// The place of the loop that fewest of `others` have; of several the first in turn.
    package func leastUsed(by others: [Int]) -> Int {
        let start = nextPlace
        let inTurn = loops.indices.map { (start + $0) % loops.count }
        return inTurn.min { first, second in
            others.count { $0 == first } < others.count { $0 == second }
        } ?? start
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loops[current ?? nextPlace].enqueue(job, of: asUnownedTaskExecutor())
    }
}
