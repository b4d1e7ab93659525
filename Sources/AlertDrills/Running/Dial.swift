import Synchronization

/// A number that a load looks at while it runs.
final class Dial: Sendable {
    private let number: Mutex<Int>

    init(_ number: Int) { self.number = Mutex(number) }

    var value: Int { number.withLock { $0 } }

    func turn(to number: Int) { self.number.withLock { $0 = number } }
}
