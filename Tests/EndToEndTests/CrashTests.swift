import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("The program is killed in the middle of bookings")
    struct CrashTests {
        /// What a client knows of one booking: whether it was answered, and with what.
        private struct Attempt: Sendable {
            let client: Int
            let slot: Slot
            let key: String
            /// nil: no answer came.
            let appointment: Int?
        }

        @Test(
            "every booking that was answered 201 is there after a restart, and none is there twice",
            .timeLimit(.minutes(10)))
        func nothingLost() async throws {
            try await TestServers.withFolder("crash") { folder in
                let (before, end) = try await withServe(in: folder) { program, api in
                    let clients = try await Self.clients(6, api)
                    let slots = try await api.freeSlots(atLeast: 120)
                    let attempts = await Self.book(slots, clients, killAfter: 40, program)
                    return (attempts, clients.map(\.token))
                }
                #expect(end.signal == SIGKILL)
                let (attempts, tokens) = before
                let answered = attempts.filter { $0.appointment != nil }
                #expect(answered.count >= 40)
                #expect(attempts.contains { $0.appointment == nil }, "the kill came after the last booking")

                let after = try await withServe(in: folder) { _, api in
                    let clients = tokens.map { APIClient(http: api.http, token: $0) }
                    for attempt in answered {
                        let found = try await clients[attempt.client].get(
                            "/v1/appointments/\(attempt.appointment ?? 0)")
                        #expect(found.status == 200)
                        #expect(found.json["appointment"]["starts_at"].text == attempt.slot.startsAt)
                    }
                    // A client that got no answer asks again with the same key, and has one booking then, not two.
                    for attempt in attempts where attempt.appointment == nil {
                        let status = try await Self.repeated(attempt, clients[attempt.client])
                        #expect(status == 201)
                    }
                    return try await Self.ownAppointments(clients)
                }

                let asked = Set(attempts.map { "\($0.client) \($0.slot.barber) \($0.slot.startsAt)" })
                #expect(Set(after.result) == asked)
                #expect(after.result.count == asked.count)
                #expect(after.end.exitCode == 0)
            }
        }

        private static func clients(_ count: Int, _ api: APIClient) async throws -> [APIClient] {
            var clients: [APIClient] = []
            for number in 0..<count { clients.append(try await api.signedUp("crash\(number)")) }
            return clients
        }

        /// Each client books its part of the slots, one after another; the program is killed when enough are answered.
        private static func book(
            _ slots: [Slot], _ clients: [APIClient], killAfter count: Int, _ program: ProgramRun
        ) async -> [Attempt] {
            let answered = Counter()
            return await withTaskGroup(of: [Attempt].self) { group in
                for (number, client) in clients.enumerated() {
                    let own = slots.enumerated().filter { $0.offset % clients.count == number }.map(\.element)
                    group.addTask {
                        var attempts: [Attempt] = []
                        for (index, slot) in own.enumerated() {
                            let key = "crash-\(number)-\(index)"
                            let answer = try? await client.post("/v1/appointments", slot.booking, key: key)
                            // A slot that overlaps one of the client's others was refused, which is an answer too.
                            if let answer, answer.status != 201 { continue }
                            attempts.append(
                                Attempt(client: number, slot: slot, key: key, appointment: answer?.json["id"].integer))
                            guard answer != nil else { break }
                            if await answered.next() == count { program.signal(SIGKILL) }
                        }
                        return attempts
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
        }

        /// Repeats a request as its answers ask for: a key that a dead program had claimed is free after a minute.
        private static func repeated(_ attempt: Attempt, _ client: APIClient) async throws -> Int {
            var status = 0
            _ = try await eventually(within: .seconds(120), every: .seconds(1)) {
                let answer = try await client.post("/v1/appointments", attempt.slot.booking, key: attempt.key)
                status = answer.status
                return answer.field("retry-after") == nil
            }
            return status
        }

        private static func ownAppointments(_ clients: [APIClient]) async throws -> [String] {
            var found: [String] = []
            for (number, client) in clients.enumerated() {
                var cursor = ""
                repeat {
                    let page = try await client.get("/v1/me/appointments?when=upcoming&limit=50\(cursor)").json
                    for item in page["items"].items {
                        let item = item["appointment"]
                        found.append("\(number) \(item["barber_id"].integer ?? 0) \(item["starts_at"].text ?? "")")
                    }
                    cursor = page["next"].text.map { "&after=\($0)" } ?? ""
                } while !cursor.isEmpty
            }
            return found
        }
    }
}
