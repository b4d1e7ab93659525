import Foundation
import Synchronization

/// The time as a test wants it.
final class TestTime: Sendable {
    /// A Monday morning in Berlin, before the shops open.
    static let start = Date(timeIntervalSince1970: 1_795_417_200)  // 2026-11-23T07:00:00Z

    private let current = Mutex(TestTime.start)

    var now: Date {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    func advance(by seconds: TimeInterval) {
        current.withLock { $0 += seconds }
    }
}
