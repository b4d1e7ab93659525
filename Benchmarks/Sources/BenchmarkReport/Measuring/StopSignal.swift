import Dispatch
import Synchronization

/// Tells tasks that their time is over, for less than reading the clock costs.
package final class StopSignal: Sendable {
    private let stopped = Atomic(false)

    package init(after duration: Duration) {
        DispatchQueue.global().asyncAfter(deadline: .now() + duration.inSeconds) { self.stop() }
    }

    package var isSet: Bool { stopped.load(ordering: .relaxed) }

    package func stop() { stopped.store(true, ordering: .relaxed) }
}

extension Duration {
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
    package var inMicroseconds: Double { inSeconds * 1e6 }
}
