import HTTPTypes
import Synchronization

/// Limits guessing: of passwords by address and by account, of sessions by address.
final class AttemptLimit: Sendable {
    private let addresses = Mutex(AttemptTable(quota: 20, window: .seconds(600)))
    private let accounts = Mutex(AttemptTable(quota: 10, window: .seconds(600)))

    /// - Throws: 429.
    func count(address: String) throws(Problem) {
        try check(addresses.withLock { $0.attempt(by: address, now: .now) })
    }

    /// Whether there is such an account makes no difference.
    /// - Throws: 429.
    func count(account email: String) throws(Problem) {
        let name = String(email.lowercased().filter { !$0.isWhitespace }.prefix(254))
        try check(accounts.withLock { $0.attempt(by: name, now: .now) })
    }

    private func check(_ wait: Duration?) throws(Problem) {
        guard let wait else { return }
        let seconds = wait.components.seconds + 1
        throw Problem(
            .tooManyRequests, "Too many attempts. Try again in \(seconds) s.", fields: [.retryAfter: "\(seconds)"])
    }
}
