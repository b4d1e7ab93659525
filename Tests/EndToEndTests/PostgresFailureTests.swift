import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("The private PostgreSQL is killed")
    struct PostgresFailureTests {
        @Test(
            "requests fail with 503 meanwhile, and work again without a restart of the program", .timeLimit(.minutes(5))
        )
        func comesBack() async throws {
            try await TestServers.withFolder("postgres-killed") { folder in
                let files = PrivatePostgresFiles(folder: folder)
                let (_, end) = try await withServe(in: folder) { program, api in
                    let client = try await api.signedUp("survivor")
                    let slots = try await api.freeSlots(atLeast: 2)
                    let booked = try await client.post("/v1/appointments", slots[0].booking, key: "before")
                    try #require(booked.status == 201, "\(booked.json)")
                    let first = try #require(files.processID)

                    kill(first, SIGKILL)
                    let path = "/v1/appointments/\(booked.json["id"].integer ?? 0)"
                    let statuses = try await Self.statuses(untilWorkingAgain: .seconds(60)) {
                        try await client.get(path).status
                    }

                    #expect(Set(statuses).isSubset(of: [200, 503]))
                    #expect(statuses.contains(503))
                    #expect(statuses.last == 200)
                    #expect(!program.hasEnded)
                    #expect(files.processID != first)
                    let found = try await client.get("/v1/appointments/\(booked.json["id"].integer ?? 0)")
                    #expect(found.status == 200)
                    let next = try await client.post("/v1/appointments", slots[1].booking, key: "after")
                    #expect(next.status == 201, "\(next.json)")
                }
                #expect(end.exitCode == 0)
                #expect(files.processID == nil)
                #expect(end.standardError.contains("The private PostgreSQL runs again"))
            }
        }

        /// Asks on and on for something that's read from the database and not cached, until it has worked ten times in a row after a failure.
        private static func statuses(
            untilWorkingAgain timeout: Duration, _ ask: () async throws -> Int
        ) async throws -> [Int] {
            var statuses: [Int] = []
            let isWorking = try await eventually(within: timeout, every: .milliseconds(5)) {
                statuses.append(try await ask())
                return statuses.contains(503) && statuses.count > 10 && statuses.suffix(10).allSatisfy { $0 == 200 }
            }
            try #require(isWorking, "\(Dictionary(grouping: statuses) { $0 }.mapValues(\.count))")
            return statuses
        }
    }
}
