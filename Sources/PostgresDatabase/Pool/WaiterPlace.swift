import Postgres
import Synchronization

/// Where a waiter is in the queue, for the handler that takes it out: known only once it has joined.
final class WaiterPlace: Sendable {
    private let value = Mutex<WaiterKey?>(nil)

    var key: WaiterKey? { value.withLock { $0 } }

    func set(_ key: WaiterKey) { value.withLock { $0 = key } }
}
