import Postgres
import Testing

@testable import PostgresDatabase

extension ErrorCase {
    static let pool = [
        ErrorCase("all connections are lent for too long") {
            try await PoolFixture.withDatabase("errors", size: 1) { database in
                try await database.withConnection(fileID: "Shop/Calendar.swift", line: 7) { _ in
                    await Task.detached { await read(database, deadline: .milliseconds(50)) }.value
                }
            }
        },
        ErrorCase("more callers than may wait") {
            let onlyOneWaits: (inout PoolConfiguration) -> Void = { $0.maxWaiters = 1 }
            return try await PoolFixture.withDatabase("errors", size: 1, pool: onlyOneWaits) { database in
                try await database.withConnection(fileID: "Shop/Calendar.swift", line: 7) { _ in
                    let waiter = Task.detached { await read(database) }
                    try await database.expectSettled { $0.waiting == 1 }
                    let error = await Task.detached { await read(database) }.value
                    waiter.cancel()
                    return error
                }
            }
        },
        ErrorCase("a task that holds the last connection asks for another") {
            let impatient: (inout PoolLimits) -> Void = { $0.nestedPatience = .milliseconds(50) }
            return try await PoolFixture.withDatabase("errors", size: 1, limits: impatient) { database in
                try await database.withConnection(fileID: "Shop/Calendar.swift", line: 7) { _ in
                    await read(database)
                }
            }
        },
        ErrorCase("a task cancelled while it waits for a connection") {
            try await PoolFixture.withDatabase("errors", size: 1) { database in
                try await database.withConnection { _ in
                    let call = Task.detached { await read(database) }
                    try await database.expectSettled { $0.waiting == 1 }
                    call.cancel()
                    return await call.value
                }
            }
        },
        ErrorCase("a database that was shut down") {
            try await PoolFixture.withDatabase("errors") { database in
                await database.shutdown()
                return await read(database)
            }
        },
    ]

    private static func read(_ database: Database, deadline: Duration? = nil) async -> PostgresError? {
        await postgresError {
            _ = try await database.read("SELECT \(secret)::text", deadline: deadline, fileID: file, line: line)
        }
    }
}
