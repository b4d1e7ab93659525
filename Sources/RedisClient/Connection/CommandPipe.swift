import NIOCore
import Synchronization

/// The queue of a client, shared by its callers and its event loop. The lock is held to write a command or to take
/// replies, never while somebody is resumed or a callback runs.
final class CommandPipe: Sendable {
    typealias Queue = CommandQueue<CommandWaiter>

    let queue: Mutex<Queue>
    private let numbers = Atomic<UInt64>(0)

    init(limits: RedisLimits, patience: Duration) {
        queue = Mutex(Queue(limits: limits, patience: TimeAmount(patience)))
    }

    /// A number for a call, by which it can be given up.
    func nextNumber() -> UInt64 { numbers.add(1, ordering: .relaxed).newValue }

    /// Gives up a call whose task is cancelled. Does nothing when it is over.
    func cancel(_ number: UInt64) {
        for given in queue.withLock({ $0.giveUp(number) }) {
            given.waiter.resume(.failure(.cancelled(wasSent: given.wasSent)))
        }
    }
}
