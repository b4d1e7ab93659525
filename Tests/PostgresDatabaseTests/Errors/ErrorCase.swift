import Postgres

@testable import PostgresDatabase

/// One way to get an error.
struct ErrorCase: Sendable {
    /// What happened, for whoever reads the page.
    let title: String
    let provoke: @Sendable () async throws -> PostgresError?

    init(_ title: String, _ provoke: @escaping @Sendable () async throws -> PostgresError?) {
        self.title = title
        self.provoke = provoke
    }

    static let all = connecting + statements + values + sessions + pool + transactions

    /// Bound to statements and part of URLs: no error may show it.
    static let secret = "hunter2"

    /// Where all calls are said to be made, so that the page doesn't change with the tests.
    static let file: StaticString = "Shop/Bookings.swift"
    static let line: UInt = 31
}
