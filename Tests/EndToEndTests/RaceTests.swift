import Crypto
import Foundation
import Logging
import Postgres
import TestServers
import Testing

extension EndToEnd {
    @Suite("Two hundred clients want the same slot")
    struct RaceTests {
        @Test("exactly one gets it, the others are told that it's taken and what else is free")
        func oneWinner() async throws {
            let url = try await TestServers.database("race")
            try await TestServers.withFolder("race") { folder in
                let environment = ["DATABASE_URL": url]
                let seeded = try await runProgram(["seed", "--scale", "0.01"], in: folder, environment: environment)
                try #require(seeded.exitCode == 0, "\(seeded.standardError)")
                let tokens = try await Self.sessions(200, url: url)

                let (answers, end) = try await withServe(in: folder, environment: environment) { _, api in
                    let slot = try #require(try await api.freeSlots(atLeast: 1).first)
                    return try await Self.race(for: slot, api, tokens)
                }

                let statuses = Dictionary(grouping: answers, by: \.status).mapValues(\.count)
                #expect(statuses == [201: 1, 409: 199])
                for answer in answers where answer.status == 409 {
                    #expect(answer.json["type"].text?.hasSuffix("/slot-taken") == true)
                    #expect(!answer.json["next_free_slots"].items.isEmpty)
                }
                #expect(end.exitCode == 0)
            }
        }

        private static func race(for slot: Slot, _ api: APIClient, _ tokens: [String]) async throws -> [APIClient
            .Answer]
        {
            try await withThrowingTaskGroup(of: APIClient.Answer.self) { group in
                for token in tokens {
                    group.addTask {
                        try await APIClient(http: api.http, token: token)
                            .post("/v1/appointments", slot.booking, key: "race-\(token.prefix(8))")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        /// Signs seeded clients in past the HTTP server: two hundred passwords would take half a minute to check.
        private static func sessions(_ count: Int, url: String) async throws -> [String] {
            let tokens = (0..<count).map { _ in
                Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
                    .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            }
            let hashes = tokens.map { Data(SHA256.hash(data: Data($0.utf8))) }
            let connection = try await Connection.connect(
                ConnectionConfiguration(url: url), logger: Logger(label: "race"))
            let made = try await connection.query(
                """
                INSERT INTO sessions (token_hash, user_id, expires_at)
                SELECT t.hash, u.id, now() + interval '1 hour'
                FROM unnest(\(hashes)::bytea[]) WITH ORDINALITY AS t (hash, number)
                JOIN (
                    SELECT id, row_number() OVER (ORDER BY id) AS number
                    FROM users
                    WHERE role = 'client'
                ) AS u USING (number)
                """)
            await connection.close()
            try #require(made.affectedRows == count)
            return tokens
        }
    }
}
