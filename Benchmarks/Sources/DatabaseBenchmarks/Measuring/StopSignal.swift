import Dispatch
import Synchronization

/// Tells tasks that their time is over, for less than reading the clock costs.
final class StopSignal: Sendable {
    private let stopped = Atomic(false)

    init(after duration: Duration) {
        DispatchQueue.global().asyncAfter(deadline: .now() + duration.inSeconds) { self.stop() }
    }

    var isSet: Bool { stopped.load(ordering: .relaxed) }

    func stop() { stopped.store(true, ordering: .relaxed) }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
    var inMicroseconds: Double { inSeconds * 1e6 }
}
