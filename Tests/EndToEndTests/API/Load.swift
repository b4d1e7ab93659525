import Synchronization
import TestServers

/// Requests without pause on connections that stay open, until the server closes them.
final class Load: Sendable {
    struct Outcome: Sendable {
        var answered = 0
        /// Statuses that a working program doesn't give.
        var unexpected: [Int] = []
        /// Requests that were sent and got no whole answer.
        var failures: [String] = []
        var booked: [(token: String, id: Int)] = []
    }

    private let api: APIClient
    private let slots: Mutex<[Slot]>
    private let outcome = Mutex(Outcome())

    init(api: APIClient, slots: [Slot]) {
        self.api = api
        self.slots = Mutex(slots)
    }

    /// - Parameter onAnswer: told how many were answered, after each.
    func run(connections: Int, onAnswer: @escaping @Sendable (Int) -> Void) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                let connection = try await TestHTTPConnection.open(api.http)
                group.addTask {
                    await self.work(connection, onAnswer)
                    await connection.close()
                }
            }
            try await group.waitForAll()
        }
        return outcome.withLock { $0 }
    }

    /// Bookings while there are slots, and readings between them.
    private func work(_ connection: TestHTTPConnection, _ onAnswer: @Sendable (Int) -> Void) async {
        var number = 0
        while !Task.isCancelled {
            number += 1
            let slot = number.isMultiple(of: 4) ? slots.withLock { $0.popLast() } : nil
            do {
                let answer = try await send(slot, on: connection)
                let count = outcome.withLock { outcome in
                    note(answer, of: slot, in: &outcome)
                    return outcome.answered
                }
                onAnswer(count)
                if answer.field("connection")?.lowercased() == "close" { return }
            } catch {
                outcome.withLock { $0.failures.append("\(error)") }
                return
            }
        }
    }

    private func send(_ slot: Slot?, on connection: TestHTTPConnection) async throws -> APIClient.Answer {
        guard let slot else {
            return try .init(
                try await connection.request("GET", "/v1/me", headers: api.headers(hasBody: false, key: nil)))
        }
        let key = "load-\(slot.barber)-\(slot.startsAt)"
        let body = try slot.booking.bytes()
        return try .init(
            try await connection.request(
                "POST", "/v1/appointments", headers: api.headers(hasBody: true, key: key), body: body))
    }

    private func note(_ answer: APIClient.Answer, of slot: Slot?, in outcome: inout Outcome) {
        outcome.answered += 1
        if answer.status == 201, let id = answer.json["id"].integer, let token = api.token {
            outcome.booked.append((token, id))
        } else if !(slot == nil ? [200] : [201, 409]).contains(answer.status) {
            outcome.unexpected.append(answer.status)
        }
    }
}
